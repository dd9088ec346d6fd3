namespace Sim;

/// <summary>Code in a simulation asked for something of the machine's that a simulation has no picture of: descriptors, processes, signals.</summary>
public sealed class NotSimulatedException : NotSupportedException
{
    /// <summary>Makes one.</summary>
    public NotSimulatedException()
        : this("This is not simulated.")
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is not simulated, and what to do instead.</param>
    public NotSimulatedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is not simulated, and what to do instead.</param>
    /// <param name="innerException">What led to it.</param>
    public NotSimulatedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
