namespace Sim;

/// <summary>A stream ended before all that was to be read had come. What did come is taken out of the stream, and in the exception.</summary>
public sealed class IncompleteReadException : EndOfStreamException
{
    /// <summary>Makes one.</summary>
    public IncompleteReadException()
        : this("The stream ended before all that was to be read had come.")
    {
    }

    /// <summary>Makes one.</summary>
    public IncompleteReadException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    public IncompleteReadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="partial">What came before the end.</param>
    /// <param name="expected">How many bytes were to be read; null where it was not a number of bytes that was waited for.</param>
    public IncompleteReadException(byte[] partial, int? expected)
        : base(expected is { } count
            ? $"The stream ended after {partial?.Length:N0} of {count:N0} bytes that were to be read."
            : $"The stream ended after {partial?.Length:N0} bytes, before the separator that was to be read had come.")
    {
        ArgumentNullException.ThrowIfNull(partial);
        Partial = partial;
        Expected = expected;
    }

    /// <summary>What came before the end.</summary>
    public ReadOnlyMemory<byte> Partial { get; }

    /// <summary>How many bytes were to be read; null where it was not a number of bytes that was waited for.</summary>
    public int? Expected { get; }
}
