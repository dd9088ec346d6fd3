namespace Sim;

/// <content>The tasks of the loop.</content>
public sealed partial class EventLoop
{
    private LoopTask? _firstTask;
    private LoopTask? _lastTask;
    private long _taskNumber;

    /// <summary>What the awaiter that resumes throws instead of its result.</summary>
    internal OperationCanceledException? Interrupt { get; set; }

    /// <summary>The tasks that are not done, in the order in which they were made.</summary>
    public IReadOnlyList<LoopTask> AllTasks
    {
        get
        {
            List<LoopTask> all = [];
            for (LoopTask? task = _firstTask; task is not null; task = task.Next)
            {
                all.Add(task);
            }

            return all;
        }
    }

    internal long Register(LoopTask task)
    {
        task.Previous = _lastTask;
        if (_lastTask is null)
        {
            _firstTask = task;
        }
        else
        {
            _lastTask.Next = task;
        }

        _lastTask = task;
        return ++_taskNumber;
    }

    internal void Forget(LoopTask task)
    {
        if (task.Previous is null && !ReferenceEquals(task, _firstTask))
        {
            return;
        }

        if (task.Previous is { } previous)
        {
            previous.Next = task.Next;
        }
        else
        {
            _firstTask = task.Next;
        }

        if (task.Next is { } next)
        {
            next.Previous = task.Previous;
        }
        else
        {
            _lastTask = task.Previous;
        }

        (task.Previous, task.Next) = (null, null);
    }

    private void ForgetTasks()
    {
        _firstTask = null;
        _lastTask = null;
        _taskNumber = 0;
        Interrupt = null;
    }
}
