namespace Sim;

/// <summary>A source that makes all runs there are, or all within bounds, and can say what it did.</summary>
internal interface ISearchSource : IRunSource
{
    Exhaustive Strategy { get; }

    /// <summary>How many different schedules were run to their end.</summary>
    long Schedules { get; }

    /// <summary>How many schedules were run without leaving any out, which is all there are if <see cref="IsPlainOver"/>.</summary>
    long Plain { get; }

    /// <summary>Whether all that there are were run, none left out.</summary>
    bool IsPlainOver { get; }

    /// <summary>How many runs were given up, since all they could come to was known.</summary>
    long GivenUp { get; }

    /// <summary>Whether every run within the bounds was made.</summary>
    bool IsOver { get; }

    /// <summary>Whether the bounds left something out.</summary>
    bool WasBounded { get; }

    /// <summary>Whether some orders were left out because they differ from others only in the order of independent steps.</summary>
    bool WasReduced { get; }

    /// <summary>What was never varied although it could go either way.</summary>
    LeftOut LeftOut { get; }
}
