namespace Sim;

/// <content>What the loop counts.</content>
public sealed partial class EventLoop
{
    private long _ticks;
    private long _callbacks;

    /// <summary>What the loop has done so far, and what it has to do.</summary>
    public LoopStatistics GetStatistics() => new(
        _ticks,
        _callbacks,
        Ready.Count,
        Timers.Count,
        CountTasks(),
        _taskNumber,
        CountUnseen());

    private int CountTasks()
    {
        int count = 0;
        for (LoopTask? task = _firstTask; task is not null; task = task.Next)
        {
            count++;
        }

        return count;
    }

    private int CountUnseen()
    {
        int count = 0;
        foreach ((LoopFuture future, _) in _unseen)
        {
            count += future.HasUnseenFault ? 1 : 0;
        }

        return count;
    }
}
