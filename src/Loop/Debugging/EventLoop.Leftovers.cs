namespace Sim;

/// <content>Faults at which nobody looked, and tasks that were never done: told when the loop closes, not when memory is collected.</content>
public sealed partial class EventLoop
{
    private const int MostUnseen = 1_024;

    private readonly List<(LoopFuture Future, ExecutionContext? Context)> _unseen = [];

    /// <summary>
    /// Reports, oldest first, every fault at which nobody has looked so far, for harnesses whose programs end without the loop being closed.
    /// </summary>
    public void ReportUnseenFaults()
    {
        foreach ((LoopFuture future, ExecutionContext? context) in _unseen.ToArray())
        {
            ReportUnseen(future, context);
        }

        _unseen.Clear();
    }

    /// <summary>A future is done by a fault; somebody may still look at it.</summary>
    /// <remarks>A program that drops very many is told early, lest the list grow with its life.</remarks>
    internal void NoteFault(LoopFuture future)
    {
        if (_unseen.Count >= MostUnseen)
        {
            _unseen.RemoveAll(static entry => !entry.Future.HasUnseenFault);
            if (_unseen.Count >= MostUnseen / 2)
            {
                ReportUnseenFaults();
            }
        }

        _unseen.Add((future, ExecutionContext.Capture()));
    }

    private void ReportLeftovers()
    {
        foreach (LoopTask task in AllTasks)
        {
            CallExceptionHandler(new LoopErrorContext
            {
                Loop = this,
                Kind = LoopErrorKind.PendingTask,
                Message = $"{task.Name} is pending, but its event loop closes: await it, or cancel it and await that.",
                Task = task,
                Future = task,
            });
        }

        ReportUnseenFaults();
    }

    private void ReportUnseen(LoopFuture future, ExecutionContext? context)
    {
        if (!future.HasUnseenFault)
        {
            return;
        }

        future.MarkFaultSeen();
        var report = new LoopErrorContext
        {
            Loop = this,
            Kind = LoopErrorKind.UnseenFault,
            Message = $"{(future as LoopTask)?.Name ?? "A future"} is done by a fault at which nobody looked: await it, or read its Exception.",
            Exception = future.Fault,
            Task = future as LoopTask,
            Future = future,
        };
        if (context is null)
        {
            CallExceptionHandler(report);
        }
        else
        {
            ExecutionContext.Run(context, _ => CallExceptionHandler(report), null);
        }
    }
}
