namespace Sim;

/// <summary>How often a simulated disk does wrong. Every fault that may strike is a recorded draw of which 0 is "no"; one that cannot is none.</summary>
public sealed record DiskFaults
{
    /// <summary>No faults.</summary>
    public static DiskFaults None { get; } = new();

    /// <summary>A read throws.</summary>
    /// <value>Default 0; a probability from 0 to 1, for each operation.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double ReadError { get; init => field = Checked(value); }

    /// <summary>A write, a new length or a change of names throws, and nothing is done.</summary>
    /// <inheritdoc cref="ReadError" path="/value"/>
    /// <inheritdoc cref="ReadError" path="/exception"/>
    public double WriteError { get; init => field = Checked(value); }

    /// <summary>A flush throws. What it was to make durable is given up: a later flush passes it over, and a crash may lose it. Names are not given up.</summary>
    /// <inheritdoc cref="ReadError" path="/value"/>
    /// <inheritdoc cref="ReadError" path="/exception"/>
    public double FlushError { get; init => field = Checked(value); }

    /// <summary>A flush says that it is done, and did nothing: a disk that lies about its cache.</summary>
    /// <inheritdoc cref="ReadError" path="/value"/>
    /// <inheritdoc cref="ReadError" path="/exception"/>
    public double LostFlush { get; init => field = Checked(value); }

    /// <summary>A bit has flipped, for good, among the bytes that a read is about to return.</summary>
    /// <inheritdoc cref="ReadError" path="/value"/>
    /// <inheritdoc cref="ReadError" path="/exception"/>
    public double Corruption { get; init => field = Checked(value); }

    /// <summary>A write says that it is done, and went to another sector of the file; a file of one sector has no other.</summary>
    /// <inheritdoc cref="ReadError" path="/value"/>
    /// <inheritdoc cref="ReadError" path="/exception"/>
    public double MisdirectedWrite { get; init => field = Checked(value); }

    private static double Checked(double probability) => probability is >= 0 and <= 1
        ? probability
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
}
