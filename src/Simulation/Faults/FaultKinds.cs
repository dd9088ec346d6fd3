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

    /// <summary>Hosts that cannot reach others, in both directions or in one.</summary>
    Partition = 1 << 7,

    /// <summary>Hosts whose packets are kept back, both ways.</summary>
    Clog = 1 << 8,

    /// <summary>Links that lose packets.</summary>
    Loss = 1 << 9,

    /// <summary>Links that are slow.</summary>
    Latency = 1 << 10,

    /// <summary>Links that deliver datagrams twice.</summary>
    Duplication = 1 << 11,

    /// <summary>Links on which packets overtake others.</summary>
    Reordering = 1 << 12,

    /// <summary>Links that damage datagrams.</summary>
    Corruption = 1 << 13,

    /// <summary>Disks whose operations fail.</summary>
    DiskErrors = 1 << 14,

    /// <summary>Disks that are slow.</summary>
    DiskSlow = 1 << 15,

    /// <summary>Disks that are full.</summary>
    DiskFull = 1 << 16,

    /// <summary>Disks that lose flushes, write to the wrong place and flip bits, and say nothing.</summary>
    DiskLies = 1 << 17,

    /// <summary>All kinds.</summary>
    All = (1 << 18) - 1,

    /// <summary>What every system that spans machines must bear: all but damaged datagrams and disks that fail, are full or lie.</summary>
    Usual = All & ~(Corruption | DiskErrors | DiskFull | DiskLies),
}
