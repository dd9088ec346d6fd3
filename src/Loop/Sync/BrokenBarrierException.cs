namespace Sim;

/// <summary>The barrier that was waited for was reset or aborted: not everybody comes.</summary>
public sealed class BrokenBarrierException : InvalidOperationException
{
    /// <summary>Makes one.</summary>
    public BrokenBarrierException()
        : base("The barrier was reset or aborted: not everybody comes.")
    {
    }

    /// <summary>Makes one.</summary>
    public BrokenBarrierException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    public BrokenBarrierException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
