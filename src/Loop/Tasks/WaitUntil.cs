namespace Sim;

/// <summary>When <see cref="LoopTask.Wait{TFuture}"/> is over.</summary>
public enum WaitUntil
{
    /// <summary>When all are done.</summary>
    AllCompleted,

    /// <summary>When one is done, in whatever way.</summary>
    FirstCompleted,

    /// <summary>When one is done by a fault, or all are done. A cancellation is no fault.</summary>
    FirstException,
}
