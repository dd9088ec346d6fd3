using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Sim;

/// <summary>
/// Something that will be done on an event loop: successfully, by a fault, or by being canceled. The base of
/// <see cref="LoopFuture{T}"/>, which others complete, and <see cref="LoopTask"/>, which runs code.
/// </summary>
/// <remarks>
/// Whoever waits goes on in a later tick, in the order in which they began to wait; nobody goes on inside the call that completes it.
/// Awaiting one that is done does not yield. Not safe for use from several threads: use it on its loop's thread.
/// </remarks>
public abstract class LoopFuture
{
    private object? _waiters;
    private Exception? _exception;
    private FutureState _state;
    private bool _isFaultSeen;

    private protected LoopFuture(EventLoop loop)
    {
        Loop = loop;
    }

    /// <summary>The loop on which it will be done.</summary>
    public EventLoop Loop { get; }

    /// <summary>Whether it is done, in whatever way.</summary>
    public bool IsDone => _state != FutureState.Pending;

    /// <summary>Whether it is done and neither faulted nor canceled.</summary>
    public bool IsSuccessful => _state == FutureState.Succeeded;

    /// <summary>Whether it was canceled.</summary>
    public bool IsCanceled => _state == FutureState.Canceled;

    /// <summary>Whether it is done by a fault.</summary>
    public bool IsFaulted => _state == FutureState.Faulted;

    /// <summary>Why it was canceled, if that was said.</summary>
    public string? CancelReason { get; private set; }

    /// <summary>Its fault, or null where it succeeded; looking at it counts as having seen the fault.</summary>
    /// <exception cref="InvalidOperationException">It is not done.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public Exception? Exception
    {
        get
        {
            ThrowIfPending();
            if (IsCanceled)
            {
                throw NewCanceledException();
            }

            _isFaultSeen = true;
            return _exception;
        }
    }

    /// <summary>Whether it faulted and nobody has looked.</summary>
    internal bool HasUnseenFault => IsFaulted && !_isFaultSeen;

    /// <summary>The fault, without being counted as seen.</summary>
    internal Exception? Fault => _exception;

    /// <summary>The code that goes on first once it is done.</summary>
    internal Delegate? FirstContinuation => FirstWaiter?.Continuation;

    private FutureWaiter? FirstWaiter => _waiters as FutureWaiter ?? (_waiters is List<FutureWaiter> { Count: > 0 } list ? list[0] : null);

    /// <summary>Asks it to be canceled. A plain future is canceled at once; what a task makes of it is its code's.</summary>
    /// <param name="reason">Said in the exception that those who wait get.</param>
    /// <returns>False if it was done already.</returns>
    public virtual bool Cancel(string? reason = null)
    {
        _isFaultSeen = true;
        return TryCancel(reason);
    }

    /// <summary>Calls <paramref name="callback"/> with this future in a later tick once it is done; in the next one if it is.</summary>
    /// <remarks>Callbacks run in the order in which they were added, each with the AsyncLocals of now.</remarks>
    public void AddDoneCallback(Action<LoopFuture> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        AddWaiter(new DoneCallback(this, callback, ExecutionContext.Capture()));
    }

    /// <summary>Takes a callback back, as often as it was added.</summary>
    /// <returns>How often that was.</returns>
    public int RemoveDoneCallback(Action<LoopFuture> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return RemoveWaiters(waiter => waiter is DoneCallback done && done.Is(callback));
    }

    /// <summary>What <c>await</c> uses.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another loop, or is the task that awaits it.</exception>
    public LoopFutureAwaiter GetAwaiter()
    {
        ThrowIfNotAwaitable();
        return new LoopFutureAwaiter(this);
    }

    internal virtual void AddWaiter(FutureWaiter waiter)
    {
        if (IsDone)
        {
            waiter.Notify(this);
            return;
        }

        switch (_waiters)
        {
            case null:
                _waiters = waiter;
                break;
            case List<FutureWaiter> list:
                list.Add(waiter);
                break;
            default:
                _waiters = new List<FutureWaiter> { (FutureWaiter)_waiters, waiter };
                break;
        }
    }

    internal int RemoveWaiters(Predicate<FutureWaiter> match)
    {
        switch (_waiters)
        {
            case List<FutureWaiter> list:
                return list.RemoveAll(match);
            case FutureWaiter one when match(one):
                _waiters = null;
                return 1;
            default:
                return 0;
        }
    }

    /// <summary>Takes one waiter back that is not to be told any more.</summary>
    internal void RemoveWaiter(FutureWaiter waiter)
    {
        if (_waiters is List<FutureWaiter> list)
        {
            list.Remove(waiter);
        }
        else if (ReferenceEquals(_waiters, waiter))
        {
            _waiters = null;
        }
    }

    /// <summary>Throws if awaiting it from here makes no sense; from inside the await, where the code that awaits can catch it.</summary>
    internal virtual void ThrowIfNotAwaitable()
    {
        if (_state == FutureState.Pending && !ReferenceEquals(EventLoop.CurrentOrNull, Loop))
        {
            throw new InvalidOperationException(EventLoop.CurrentOrNull is null
                ? "A future of an event loop is awaited outside it: await it in code that the loop runs, and without ConfigureAwait(false) on the way."
                : "A future of another event loop is awaited: await it on its own loop, and hand the result over with CallSoonThreadSafe.");
        }
    }

    /// <summary>Throws what the one who waited is to get; does nothing if it succeeded.</summary>
    internal void ThrowIfUnsuccessful()
    {
        if (_state == FutureState.Succeeded)
        {
            return;
        }

        ThrowIfPending();
        _isFaultSeen = true;
        if (IsCanceled)
        {
            throw NewCanceledException();
        }

        ExceptionDispatchInfo.Throw(_exception!);
    }

    /// <summary>Whether it ended by a cancellation: canceled, or faulted with what says so, as a gather that was canceled does.</summary>
    internal bool EndedCanceled => IsCanceled || _exception is OperationCanceledException;

    /// <summary>What those who wait are thrown, the fault not being counted as seen; null where it succeeded.</summary>
    internal Exception? Failure => IsCanceled ? NewCanceledException() : _exception;

    /// <summary>The task of the base library that is done with it, for code that knows no other; any thread may await it.</summary>
    /// <remarks>
    /// Canceling the task that awaits it does not reach this future on that way: await it directly where that is wanted.
    /// </remarks>
    public Task AsTask() => Follow();

    /// <summary>Counts the fault as seen.</summary>
    internal void MarkFaultSeen() => _isFaultSeen = true;

    internal virtual OperationCanceledException NewCanceledException() => Canceled.NewException(CancelReason);

    private protected bool TrySucceed()
    {
        if (IsDone)
        {
            return false;
        }

        Finish(FutureState.Succeeded);
        return true;
    }

    private protected bool TryFail(Exception exception)
    {
        if (IsDone)
        {
            return false;
        }

        _exception = exception;
        Loop.NoteFault(this);
        Finish(FutureState.Faulted);
        return true;
    }

    private protected bool TryCancel(string? reason)
    {
        if (IsDone)
        {
            return false;
        }

        CancelReason = reason;
        Finish(FutureState.Canceled);
        return true;
    }

    private protected void ThrowIfPending()
    {
        if (_state == FutureState.Pending)
        {
            throw new InvalidOperationException("The future is not done yet: await it, or look at IsDone first.");
        }
    }

    private async Task Follow()
    {
        await new DetachedAwaiter(this);
        ThrowIfUnsuccessful();
    }

    private void Finish(FutureState state)
    {
        Debug.Assert(_state == FutureState.Pending, "A future is done once");
        _state = state;
        object? waiters = _waiters;
        _waiters = null;
        if (waiters is FutureWaiter one)
        {
            one.Notify(this);
        }
        else if (waiters is List<FutureWaiter> list)
        {
            foreach (FutureWaiter waiter in list)
            {
                waiter.Notify(this);
            }
        }
    }
}
