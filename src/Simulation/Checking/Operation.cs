using System.Globalization;

namespace Sim.Checking;

#pragma warning disable CA1000 // Which type is meant stands there once, in an alias of the test's: using Input = MapInput<string, int>.

/// <summary>What a client asked of a system, when, and what came of it.</summary>
/// <typeparam name="TInput">What is asked.</typeparam>
/// <typeparam name="TOutput">What is answered.</typeparam>
/// <param name="Client">Who asked: a client does one thing after another.</param>
/// <param name="Input">What was asked.</param>
/// <param name="CalledAt">When it was asked, on the clock that all clients of the history share.</param>
public sealed record Operation<TInput, TOutput>(string Client, TInput Input, TimeSpan CalledAt)
{
    /// <summary>How it ended.</summary>
    public OperationEnd End { get; init; } = OperationEnd.Unknown;

    /// <summary>The answer, if <see cref="End"/> is <see cref="OperationEnd.Returned"/>.</summary>
    public TOutput? Output { get; init; }

    /// <summary>When the client knew how it ended.</summary>
    public TimeSpan EndedAt { get; init; } = TimeSpan.MaxValue;

    /// <summary>Its call's place among all calls and ends of the history.</summary>
    internal int CallOrder { get; init; }

    /// <summary>Its end's place among all calls and ends of the history; of one that has no answer it means nothing.</summary>
    internal int EndOrder { get; init; } = int.MaxValue;

    /// <summary>Whether its answer is known.</summary>
    internal bool HasReturned => End == OperationEnd.Returned;

    /// <summary>Whether it ended before the other was called, as far as anybody can know.</summary>
    internal bool Precedes(Operation<TInput, TOutput> other) => HasReturned && EndOrder < other.CallOrder;

    /// <summary>An operation that was answered.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It ended before it was called.</exception>
    public static Operation<TInput, TOutput> Answered(string client, TInput input, TOutput output, TimeSpan calledAt, TimeSpan endedAt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(endedAt, calledAt);
        return new Operation<TInput, TOutput>(client, input, calledAt) { End = OperationEnd.Returned, Output = output, EndedAt = endedAt };
    }

    /// <summary>What was asked and answered, and when, in a line.</summary>
    public override string ToString()
    {
        string end = HasReturned ? Seconds(EndedAt) : "?";
        return $"{Seconds(CalledAt)}-{end,-8}  {Client}: {Said}";
    }

    /// <summary>What was asked and answered.</summary>
    internal string Said => End switch
    {
        OperationEnd.Returned => $"{Input} -> {Output}",
        OperationEnd.Failed => $"{Input} -> failed",
        OperationEnd.Pending => $"{Input} -> not answered yet",
        _ => $"{Input} -> no answer",
    };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
}
