using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>
/// Hands items from tasks of one event loop to others: who gets waits for an item, who puts waits for room. It also counts what is not done yet, so that
/// <see cref="JoinAsync"/> can wait for the work, and can be shut down.
/// </summary>
/// <typeparam name="T">What an item is.</typeparam>
/// <remarks>
/// Who waits longest is woken first, but gets the item only when its code goes on: one who comes at that very moment may be faster, and the other
/// waits again. A task that is canceled after it was woken wakes the next. Putting with room and getting what is there neither yield nor allocate.
/// Not safe for use from several threads.
/// </remarks>
public class AsyncQueue<T>
{
    private readonly ItemStore<T> _items;
    private readonly WaitLine _getters;
    private readonly WaitLine _putters;
    private readonly WaitLine _joiners;

    /// <summary>Makes a queue without bounds.</summary>
    public AsyncQueue()
        : this(new FifoStore<T>(), maxSize: null)
    {
    }

    /// <summary>Makes a queue with bounds.</summary>
    /// <param name="maxSize">How many items it holds at most; from 1 on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSize"/> is less than 1.</exception>
    public AsyncQueue(int maxSize)
        : this(new FifoStore<T>(), maxSize)
    {
    }

    private protected AsyncQueue(ItemStore<T> items, int? maxSize)
    {
        if (maxSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maxSize), maxSize, "A queue holds at least 1 item: give a larger size, or none for a queue without bounds.");
        }

        MaxSize = maxSize;
        _items = items;
        _getters = new WaitLine(this, "an item of a queue");
        _putters = new WaitLine(this, "room in a queue");
        _joiners = new WaitLine(this, "the work on the items of a queue");
    }

    /// <summary>How many items it holds at most; null for any number.</summary>
    public int? MaxSize { get; }

    /// <summary>How many items it holds.</summary>
    public int Count => _items.Count;

    /// <summary>Whether it holds nothing.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Whether it holds as much as it can.</summary>
    public bool IsFull => _items.Count >= MaxSize;

    /// <summary>How many items were put for which nobody has called <see cref="TaskDone"/> yet.</summary>
    public int UnfinishedCount { get; private set; }

    /// <summary>Whether <see cref="Shutdown"/> was called.</summary>
    public bool IsShutDown { get; private set; }

    /// <summary>Puts an item in; waits for room if there is none.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Ends the wait; the item is not put then.</param>
    /// <exception cref="QueueShutDownException">It is shut down, or was while this waited.</exception>
    /// <exception cref="OperationCanceledException">The task or <paramref name="cancellationToken"/> was canceled; the item was not put.</exception>
    /// <exception cref="InvalidOperationException">No loop runs here, or another one than that on which others waited before.</exception>
    public ValueTask PutAsync(T item, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (IsShutDown || IsFull)
        {
            return WaitAndPutAsync(item, cancellationToken);
        }

        Add(item);
        return ValueTask.CompletedTask;
    }

    /// <summary>Puts an item in if there is room.</summary>
    /// <returns>False if there is none.</returns>
    /// <exception cref="QueueShutDownException">It is shut down.</exception>
    public bool TryPut(T item)
    {
        ThrowIfShutDown();
        if (IsFull)
        {
            return false;
        }

        Add(item);
        return true;
    }

    /// <summary>Takes the next item out; waits for one if there is none.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QueueShutDownException">It is shut down and empty, or came to be while this waited.</exception>
    /// <exception cref="OperationCanceledException">The task or <paramref name="cancellationToken"/> was canceled; no item was taken.</exception>
    /// <exception cref="InvalidOperationException">No loop runs here, or another one than that on which others waited before.</exception>
    public ValueTask<T> GetAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        return IsEmpty ? WaitAndGetAsync(cancellationToken) : ValueTask.FromResult(Take());
    }

    /// <summary>Takes the next item out if there is one.</summary>
    /// <returns>False if there is none.</returns>
    /// <exception cref="QueueShutDownException">It is shut down and empty.</exception>
    public bool TryGet([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T item)
    {
        if (IsEmpty)
        {
            ThrowIfShutDown();
            item = default;
            return false;
        }

        item = Take();
        return true;
    }

    /// <summary>Takes items out, and waits for more, until the queue is shut down and empty.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async IAsyncEnumerable<T> GetAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            T item;
            try
            {
                item = await GetAsync(cancellationToken);
            }
            catch (QueueShutDownException)
            {
                yield break;
            }

            yield return item;
        }
    }

    /// <summary>Says that the work on an item that was taken out is done.</summary>
    /// <exception cref="InvalidOperationException">That was said for every item already.</exception>
    public void TaskDone()
    {
        if (UnfinishedCount == 0)
        {
            throw new InvalidOperationException("TaskDone was called for more items than were put into the queue: call it once for each item that was taken out.");
        }

        UnfinishedCount--;
        WakeJoinersIfFinished();
    }

    /// <summary>Waits until <see cref="TaskDone"/> was called for every item that was put; does not yield if that is so.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The task or <paramref name="cancellationToken"/> was canceled.</exception>
    public ValueTask JoinAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return UnfinishedCount == 0 ? ValueTask.CompletedTask : _joiners.WaitAsync(cancellationToken);
    }

    /// <summary>Ends it: everybody who waits to put, and who waits for an item that will not come, gets a <see cref="QueueShutDownException"/>.</summary>
    /// <param name="immediately">Drops the items that are left, and counts them as done; otherwise they can still be taken out.</param>
    public void Shutdown(bool immediately = false)
    {
        IsShutDown = true;
        if (immediately)
        {
            DropAll();
        }

        _getters.WakeAll();
        _putters.WakeAll();
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"{GetType().Name.Split('`')[0]} [items: {Count}{(MaxSize is { } size ? $"/{size}" : "")}, getters: {_getters.PendingCount}, "
        + $"putters: {_putters.PendingCount}, unfinished: {UnfinishedCount}{(IsShutDown ? ", shut down" : "")}]";

    private async ValueTask WaitAndPutAsync(T item, CancellationToken cancellationToken)
    {
        while (IsFull && !IsShutDown)
        {
            Waiter putter = _putters.Enter(cancellationToken);
            try
            {
                await putter;
            }
            catch (OperationCanceledException) when (putter.IsSuccessful)
            {
                PassRoomOn();
                throw;
            }
            finally
            {
                putter.Leave();
            }
        }

        ThrowIfShutDown();
        Add(item);
    }

    private async ValueTask<T> WaitAndGetAsync(CancellationToken cancellationToken)
    {
        while (IsEmpty)
        {
            ThrowIfShutDown();
            Waiter getter = _getters.Enter(cancellationToken);
            try
            {
                await getter;
            }
            catch (OperationCanceledException) when (getter.IsSuccessful)
            {
                PassItemOn();
                throw;
            }
            finally
            {
                getter.Leave();
            }
        }

        return Take();
    }

    private void Add(T item)
    {
        _items.Add(item);
        UnfinishedCount++;
        _getters.WakeNext();
    }

    private T Take()
    {
        T item = _items.Take();
        _putters.WakeNext();
        return item;
    }

    /// <summary>Who was woken for an item is canceled; the next may take it.</summary>
    private void PassItemOn()
    {
        if (!IsEmpty)
        {
            _getters.WakeNext();
        }
    }

    /// <summary>Who was woken for room is canceled; the next may use it.</summary>
    private void PassRoomOn()
    {
        if (!IsFull)
        {
            _putters.WakeNext();
        }
    }

    private void DropAll()
    {
        while (!IsEmpty)
        {
            _items.Take();
            UnfinishedCount = Math.Max(0, UnfinishedCount - 1);
        }

        WakeJoinersIfFinished();
    }

    private void WakeJoinersIfFinished()
    {
        if (UnfinishedCount == 0)
        {
            _joiners.WakeAll();
        }
    }

    private void ThrowIfShutDown()
    {
        if (IsShutDown)
        {
            throw new QueueShutDownException();
        }
    }
}
