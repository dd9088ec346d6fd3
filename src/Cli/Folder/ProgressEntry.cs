using Sim.Cli.Protocol;

namespace Sim.Cli.Folder;

/// <summary>What one campaign, from its start to its end, did with one simulation. A file of its own, so that none collides with another's.</summary>
internal sealed record ProgressEntry
{
    public const string CurrentFormat = "sim-progress-1";

    public string Format { get; init; } = CurrentFormat;

    public required string Session { get; init; }

    public required string Simulation { get; init; }

    /// <summary>What makes run number i the run that it is: simulation, build, seed, strategy, limits.</summary>
    public required string Plan { get; init; }

    public required string Build { get; init; }

    public required Shard Shard { get; init; }

    /// <summary>Which of the shard's runs were made: indexes from, to (exclusive).</summary>
    public IReadOnlyList<long[]> Done { get; init; } = [];

    public long Runs { get; init; }

    public long Steps { get; init; }

    public double VirtualSeconds { get; init; }

    public double Seconds { get; init; }

    /// <summary>How many of the runs failed.</summary>
    public long Failing { get; init; }

    /// <summary>What should sometimes hold, counted; null where the campaign did not come to its end.</summary>
    public IReadOnlyList<SometimesCount>? Sometimes { get; init; }

    /// <summary>The registers of a <see cref="BehaviorSketch"/> that hold something: two bytes of index, one of value each.</summary>
    public byte[] Behaviors { get; init; } = [];

    /// <summary>Takes what the board says.</summary>
    public ProgressEntry With(RunBoard board)
    {
        var slots = board.Slots().ToList();
        return this with
        {
            Done = board.Done(),
            Runs = board.Runs,
            Steps = slots.Sum(slot => slot.Steps),
            VirtualSeconds = slots.Sum(slot => slot.VirtualTicks) / (double)TimeSpan.TicksPerSecond,
            Seconds = slots.Max(slot => slot.ElapsedTicks) / (double)TimeSpan.TicksPerSecond,
            Failing = board.Failing,
            Behaviors = Pack(board.Behaviors),
        };
    }

    public void MergeBehaviors(Span<byte> registers)
    {
        for (var i = 0; i + 2 < Behaviors.Length; i += 3)
        {
            ref var register = ref registers[(Behaviors[i] | (Behaviors[i + 1] << 8)) % BehaviorSketch.Registers];
            register = Math.Max(register, Behaviors[i + 2]);
        }
    }

    private static byte[] Pack(ReadOnlySpan<byte> registers)
    {
        var packed = new List<byte>();
        for (var i = 0; i < registers.Length; i++)
        {
            if (registers[i] > 0)
            {
                packed.AddRange([(byte)i, (byte)(i >> 8), registers[i]]);
            }
        }

        return [.. packed];
    }
}
