namespace Sim.Capture;

/// <summary>In what a clock function answers.</summary>
internal enum ClockUnit
{
    /// <summary>Nanoseconds, as Stopwatch counts.</summary>
    Nanoseconds,

    /// <summary>Milliseconds, as Environment.TickCount64 counts.</summary>
    Milliseconds,

    /// <summary>Ticks of 100 ns since 1970, as DateTime.UtcNow counts.</summary>
    Ticks,
}
