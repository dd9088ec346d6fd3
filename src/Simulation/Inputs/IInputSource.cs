namespace Sim;

/// <summary>
/// Where the inputs of a property come from. An input is told by the numbers from which it is made (<see cref="RunOptions.Input"/>), so that it is
/// made anew in each run, and a token carries it.
/// </summary>
internal interface IInputSource
{
    /// <summary>How the input number <paramref name="number"/> of <paramref name="count"/> is made; numbers begin at 0, later inputs are larger.</summary>
    IReadOnlyList<ulong> Make(int number, int count);

    /// <summary>How the inputs are made that are one step smaller, the smallest first.</summary>
    IEnumerable<IReadOnlyList<ulong>> Smaller(IReadOnlyList<ulong> input);

    /// <summary>An input in lines for a person.</summary>
    IReadOnlyList<string> Describe(IReadOnlyList<ulong> input);
}
