namespace Sim;

/// <summary>
/// Ctrl-C (SIGINT) ended a main task: the first one cancels it, and if it ends canceled and by nothing else, this is what
/// <see cref="EventLoop.Run(Func{Task}, EventLoopOptions?)"/> throws. A second Ctrl-C ends the process at once.
/// </summary>
public sealed class LoopInterruptedException : Exception
{
    /// <summary>Makes one with its usual message.</summary>
    public LoopInterruptedException()
        : base("The main task was interrupted by Ctrl-C (SIGINT).")
    {
    }

    /// <summary>Makes one.</summary>
    public LoopInterruptedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    public LoopInterruptedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
