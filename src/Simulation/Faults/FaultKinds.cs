namespace Sim;

/// <summary>Kinds of faults. Which of them exist in a run is drawn (<see cref="FaultSettings"/>).</summary>
[Flags]
public enum FaultKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Fault sites in the code: <see cref="Simulation.Fault"/>, <see cref="Faults.Strikes"/> and <see cref="Faults.DelayAsync"/>.</summary>
    Sites = 1,

    /// <summary>Knobs that are turned: <see cref="Simulation.Knob"/> and <see cref="Faults.Knob"/>.</summary>
    Knobs = 1 << 1,

    /// <summary>Timers that fire late: <see cref="FaultSettings.TimerFuzz"/>.</summary>
    TimerFuzz = 1 << 2,

    /// <summary>Hosts that crash and start again.</summary>
    Crash = 1 << 3,

    /// <summary>Hosts that stand still for a while.</summary>
    Pause = 1 << 4,

    /// <summary>Wall clocks that jump.</summary>
    ClockJump = 1 << 5,

    /// <summary>Clocks that run too fast or too slow.</summary>
    ClockDrift = 1 << 6,

    /// <summary>All kinds.</summary>
    All = (1 << 7) - 1,
}
