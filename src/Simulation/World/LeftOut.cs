namespace Sim;

/// <summary>What a run, or a search, did not vary although a real machine could.</summary>
[Flags]
internal enum LeftOut
{
    None = 0,

    /// <summary>A timer was pending, too far ahead to be let fire while work was ready.</summary>
    LateTimers = 1,

    /// <summary>The run ended while steps were ready that the body had left behind.</summary>
    Leftovers = 2,

    /// <summary>Draws with too many answers to try them all.</summary>
    RandomNumbers = 4,
}
