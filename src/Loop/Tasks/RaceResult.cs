namespace Sim;

/// <summary>How a <see cref="LoopTask.StaggeredRace{T}"/> ended.</summary>
/// <typeparam name="T">What the result is.</typeparam>
public sealed class RaceResult<T>
{
    internal RaceResult(IReadOnlyList<Exception?> exceptions, int? winner, T? result)
    {
        Exceptions = exceptions;
        WinnerIndex = winner;
        Result = result;
    }

    /// <summary>Whether one came to a result.</summary>
    public bool HasWinner => WinnerIndex is not null;

    /// <summary>Which of the functions that was, from 0 on; null for none.</summary>
    public int? WinnerIndex { get; }

    /// <summary>Its result; default where there is no winner.</summary>
    public T? Result { get; }

    /// <summary>For each that was started, in order, why it came to no result; null for the winner.</summary>
    public IReadOnlyList<Exception?> Exceptions { get; }
}
