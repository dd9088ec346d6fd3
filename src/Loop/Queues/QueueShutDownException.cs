namespace Sim;

/// <summary>The queue was shut down: it takes no more items, and has none left to give.</summary>
public sealed class QueueShutDownException : InvalidOperationException
{
    /// <summary>Makes one.</summary>
    public QueueShutDownException()
        : base("The queue is shut down: it takes no more items, and has none left to give.")
    {
    }

    /// <summary>Makes one.</summary>
    public QueueShutDownException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    public QueueShutDownException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
