namespace Sim;

/// <summary>What was to be read is longer than the limit of the stream (<see cref="AsyncStreamReader.Limit"/>).</summary>
public sealed class LimitOverrunException : IOException
{
    /// <summary>Makes one.</summary>
    public LimitOverrunException()
        : this("What was to be read is longer than the stream's limit.")
    {
    }

    /// <summary>Makes one.</summary>
    public LimitOverrunException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    public LimitOverrunException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="consumed">How many bytes there are before the separator, or before where it may begin.</param>
    public LimitOverrunException(string message, int consumed)
        : base(message)
    {
        Consumed = consumed;
    }

    /// <summary>How many bytes there are before the separator, or, where it has not come, before where it may begin: so many can be skipped.</summary>
    public int Consumed { get; }
}
