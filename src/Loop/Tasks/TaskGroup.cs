using System.Runtime.ExceptionServices;

namespace Sim;

/// <summary>
/// Tasks that are over when their scope is: its end waits for them all, and the first fault among them, or of the code in the scope, cancels the rest.
/// </summary>
/// <example>
/// <code>
/// await TaskGroup.Run(async group =>
/// {
///     LoopTask&lt;int&gt; read = group.CreateTask(ReadAsync);
///     _ = group.CreateTask(WriteAsync);
/// });
/// </code>
/// </example>
/// <remarks>
/// <para>The faults come out as one AggregateException. A child that is canceled is no fault. A fatal exception (see
/// <see cref="EventLoopOptions.IsFatal"/>) comes out as it is.</para>
/// <para>For use on one loop, once.</para>
/// </remarks>
public sealed class TaskGroup
{
    private readonly List<LoopTask> _failed = [];
    private Child? _first;
    private Child? _last;
    private LoopTask? _owner;
    private GroupFuture? _allDone;
    private Exception? _fatal;
    private Exception? _bodyFault;
    private OperationCanceledException? _cancellation;
    private OperationCanceledException? _lateCancellation;
    private bool _isExiting;
    private bool _isAborting;
    private bool _ownerCanceled;
    private bool _cancelOnEntry;

    /// <summary>How many of its tasks are not done.</summary>
    public int Count { get; private set; }

    private bool IsOver => _isExiting && Count == 0;

    /// <summary>Runs <paramref name="body"/> with a new group in the present task, and ends the group after it.</summary>
    /// <exception cref="AggregateException">The faults of its tasks, and that of the body.</exception>
    /// <exception cref="InvalidOperationException">The caller is not the code of a task.</exception>
    /// <exception cref="OperationCanceledException">The present task was canceled, and nothing faulted.</exception>
    public static Task Run(Func<TaskGroup, Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var group = new TaskGroup();
        return group.Run(() => body(group));
    }

    /// <summary>Runs <paramref name="body"/> in the present task, and ends the group after it.</summary>
    /// <exception cref="AggregateException">The faults of its tasks, and that of the body.</exception>
    /// <exception cref="InvalidOperationException">It ran before, or the caller is not the code of a task.</exception>
    /// <exception cref="OperationCanceledException">The present task was canceled, and nothing faulted.</exception>
    public Task Run(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (_owner is not null)
        {
            throw new InvalidOperationException("The group has been entered already: make a new one.");
        }

        _owner = LoopTask.CurrentFor("A task group");
        if (_cancelOnEntry)
        {
            Cancel();
        }

        return RunInside(body);
    }

    /// <summary>Makes a task that the end of the group waits for.</summary>
    /// <param name="body">Its code.</param>
    /// <param name="name">What reports call it. Default: Task-N.</param>
    /// <exception cref="InvalidOperationException">The group has not been entered, is being canceled, or is over.</exception>
    public LoopTask CreateTask(Func<Task> body, string? name = null) => Add(LoopToCreateOn().CreateTask(body, name));

    /// <inheritdoc cref="CreateTask(Func{Task}, string?)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public LoopTask<T> CreateTask<T>(Func<Task<T>> body, string? name = null) => Add(LoopToCreateOn().CreateTask(body, name));

    /// <inheritdoc cref="CreateTask(Func{Task}, string?)" />
    public LoopTask CreateTask(Func<CancellationToken, Task> body, string? name = null) => Add(LoopToCreateOn().CreateTask(body, name));

    /// <inheritdoc cref="CreateTask(Func{Task}, string?)" />
    /// <typeparam name="T">What the result is.</typeparam>
    public LoopTask<T> CreateTask<T>(Func<CancellationToken, Task<T>> body, string? name = null) => Add(LoopToCreateOn().CreateTask(body, name));

    /// <summary>
    /// Cancels its tasks and the code in its scope. The scope then ends without an OperationCanceledException, unless others canceled it, too.
    /// Before the group is entered, it takes effect there; once it is over, it does nothing.
    /// </summary>
    public void Cancel()
    {
        if (_owner is null)
        {
            _cancelOnEntry = true;
            return;
        }

        if (!IsOver && !_isAborting)
        {
            Abort();
            CancelOwner();
        }
    }

    private EventLoop LoopToCreateOn()
    {
        if (_owner is null)
        {
            throw new InvalidOperationException("The group has not been entered: create its tasks inside Run.");
        }

        if (IsOver)
        {
            throw new InvalidOperationException("The group is finished: create its tasks before Run returns.");
        }

        if (_isAborting)
        {
            throw new InvalidOperationException("The group is being canceled and takes no more tasks.");
        }

        return _owner.Loop;
    }

    private TTask Add<TTask>(TTask task)
        where TTask : LoopTask
    {
        var child = new Child(this, task) { Previous = _last };
        if (_last is null)
        {
            _first = child;
        }
        else
        {
            _last.Next = child;
        }

        _last = child;
        Count++;
        task.AddWaiter(child);
        if (_isAborting)
        {
            // It started eagerly and canceled the group.
            task.Cancel();
        }

        return task;
    }

    private void Remove(Child child)
    {
        if (child.Previous is null)
        {
            _first = child.Next;
        }
        else
        {
            child.Previous.Next = child.Next;
        }

        if (child.Next is null)
        {
            _last = child.Previous;
        }
        else
        {
            child.Next.Previous = child.Previous;
        }

        Count--;
    }

    private async Task RunInside(Func<Task> body)
    {
        try
        {
            await body();
        }
        catch (OperationCanceledException canceled)
        {
            _cancellation = canceled;
            AbortOnce();
        }
        catch (Exception fault) when (fault is not ThreadAbortException)
        {
            _bodyFault = fault;
            _fatal ??= _owner!.Loop.IsFatal(fault) ? fault : null;
            AbortOnce();
        }

        _isExiting = true;
        await WaitForAll();
        ThrowOutcome();
    }

    /// <summary>Once more whenever the owner is canceled meanwhile: nobody is left running.</summary>
    private async Task WaitForAll()
    {
        while (Count > 0)
        {
            _allDone = new GroupFuture(this, _owner!.Loop);
            try
            {
                await _allDone;
            }
            catch (OperationCanceledException canceled)
            {
                _lateCancellation = canceled;
                _cancellation = _isAborting ? _cancellation : canceled;
                AbortOnce();
            }

            _allDone = null;
        }
    }

    private void ThrowOutcome()
    {
        if (_fatal is not null)
        {
            // The faults of the others stay unseen, and are reported as such.
            ExceptionDispatchInfo.Throw(_fatal);
        }

        TakeBackOwnRequest();
        if (_failed.Count > 0 || _bodyFault is not null)
        {
            ThrowFaults();
        }

        if (_cancellation is not null)
        {
            ExceptionDispatchInfo.Throw(_cancellation);
        }
    }

    /// <summary>What the group requested it takes back; what others requested goes on.</summary>
    private void TakeBackOwnRequest()
    {
        if (_ownerCanceled)
        {
            _cancellation = _owner!.Uncancel() == 0 ? null : _cancellation ?? _lateCancellation;
        }
    }

    private void ThrowFaults()
    {
        if (_owner!.CancellationRequests > 0)
        {
            // The faults win over a cancellation from outside, whose request must still reach the next await.
            _owner.Uncancel();
            _owner.Cancel();
        }

        List<Exception> faults = _failed.ConvertAll(static task => task.Exception!);
        if (_bodyFault is not null)
        {
            faults.Add(_bodyFault);
        }

        throw new AggregateException("Tasks of a group faulted.", faults);
    }

    private void ChildDone(Child child)
    {
        Remove(child);
        if (Count == 0)
        {
            _allDone?.TrySetResult(true);
        }

        if (!child.Task.IsFaulted)
        {
            return;
        }

        _failed.Add(child.Task);
        _fatal ??= _owner!.Loop.IsFatal(child.Task.Fault!) ? child.Task.Fault : null;
        if (!_isAborting && !_ownerCanceled)
        {
            Abort();
            CancelOwner();
        }
    }

    private void AbortOnce()
    {
        if (!_isAborting)
        {
            Abort();
        }
    }

    private void Abort()
    {
        _isAborting = true;
        for (Child? child = _first; child is not null; child = child.Next)
        {
            child.Task.Cancel();
        }
    }

    private void CancelOwner()
    {
        if (!_ownerCanceled)
        {
            _ownerCanceled = true;
            _owner!.Cancel("The task group is canceled.");
        }
    }

    /// <summary>A task of the group, as a link of the chain of those that are not done.</summary>
    private sealed class Child(TaskGroup group, LoopTask task) : FutureWaiter
    {
        public LoopTask Task => task;

        public Child? Previous { get; set; }

        public Child? Next { get; set; }

        public override Delegate? Continuation => group._allDone?.FirstContinuation;

        protected override void OnDone() => group.ChildDone(this);
    }

    /// <summary>Is done when all tasks of the group are.</summary>
    private sealed class GroupFuture(TaskGroup group, EventLoop loop) : LoopFuture<bool>(loop), IExplainedWait
    {
        public string What => $"a group of {group.Count}";

        public IEnumerable<LoopFuture> Parts
        {
            get
            {
                for (Child? child = group._first; child is not null; child = child.Next)
                {
                    yield return child.Task;
                }
            }
        }
    }
}
