using System.Buffers.Binary;
using System.Reflection;

namespace Sim;

/// <summary>Makes what users see of a run from the world in which it ended.</summary>
internal static class ResultFactory
{
    public static RunResult Make(World world)
    {
        ReadOnlySpan<StepRecord> steps = world.Trace.Steps;
        return new RunResult
        {
            Name = NameOf(world.Spec.Options, world.Spec.Body),
            Outcome = world.Outcome,
            Failure = MakeFailure(world),
            Token = TokenOf(world),
            Fingerprint = world.Trace.Fingerprint.ToString(),
            Seed = world.Spec.Seed,
            Steps = steps.Length,
            VirtualTime = TimeSpan.FromTicks(world.Clock.Now),
            Departures = world.Choices.Departures,
            Escapes = world.EscapeLog.TakeAll(),
            Trace = new Trace(
                steps.ToArray(), [.. world.Trace.Log], world.HostNames, [.. world.Trace.Accesses], world.Resources.Names,
                [.. world.Trace.Deliveries], [.. world.Trace.Packets])
            {
                Details = world.Trace.Details ?? new TraceDetails(),
                EndedIn = world.EndedIn,
            },
        };
    }

    /// <summary>The token of the run that is over in <paramref name="world"/>.</summary>
    public static string TokenOf(World world) => TokenText.Format(MakeToken(world));

    public static string NameOf(RunOptions options, Delegate body) => options.Name ?? MethodNames.Format(MethodOf(options, body));

    public static uint NameHash(string name) => Fold(TextHash.Of(name));

    /// <summary>The method that a report speaks of, and where it looks for the place of a failure.</summary>
    public static MethodInfo MethodOf(RunOptions options, Delegate body) => options.Method ?? body.Method;

    public static uint BuildHash(MethodInfo method)
    {
        Span<byte> id = stackalloc byte[16];
        method.Module.ModuleVersionId.TryWriteBytes(id);
        return Fold(BinaryPrimitives.ReadUInt64LittleEndian(id) ^ BinaryPrimitives.ReadUInt64LittleEndian(id[8..]));
    }

    /// <summary>A token for a run that was not made yet.</summary>
    public static Token MakeSeedToken(RunOptions options, uint name, uint build) => new()
    {
        Name = name,
        Build = build,
        Processors = Environment.ProcessorCount,
        Seed = options.Seed,
        Ordering = options.Ordering,
        MaxSteps = options.MaxSteps,
        ProgressBound = options.ProgressBound ?? 0,
        MaxVirtualTime = options.MaxVirtualTime.Ticks,
        StartTime = options.StartTime.UtcTicks,
        Strategy = options.Strategy,
        Input = options.Input,
    };

    /// <summary>A token for a run that was not made yet, and begins as its script says.</summary>
    public static string TokenOf(RunSpec spec) => TokenText.Format(MakeToken(spec) with { Choices = spec.Script!, Draws = spec.Script!.Length });

    private static Token MakeToken(RunSpec spec)
    {
        Token token = MakeSeedToken(spec.Options, NameHash(NameOf(spec.Options, spec.Body)), BuildHash(MethodOf(spec.Options, spec.Body)));
        return token with { Seed = spec.Seed };
    }

    private static Token MakeToken(World world)
    {
        RunSpec spec = world.Spec;
        return MakeToken(spec) with
        {
            FairFrom = spec.FairFrom,
            Strategy = "",
            Choices = world.Choices.Recorded.TrimEnd(0).ToArray(),
            Draws = world.Choices.Count,
            Steps = world.Trace.Count,
            Fingerprint = world.Trace.Fingerprint,
            CheckStride = world.Trace.CheckStride,
            Checks = world.Trace.Checks.ToArray(),
        };
    }

    private static Failure? MakeFailure(World world)
    {
        if (world.Outcome == RunOutcome.Passed)
        {
            return null;
        }

        string message = world.Error?.Message ?? world.Detail ?? "";
        if (world.Outcome is RunOutcome.Crashed)
        {
            string process = world.EndedOn == HostNames.Test ? "The process" : $"The process of {world.EndedOn}";
            message = $"{process} would have crashed: {world.Error?.GetType().Name}: {message}";
        }
        else if (world.Outcome is RunOutcome.Unobserved)
        {
            message = $"A task that nobody awaits faulted: {world.Error?.GetType().Name}: {message}";
        }

        MethodInfo method = MethodOf(world.Spec.Options, world.Spec.Body);
        string place = world.Error is { } error ? Place.Of(error, method) : "";
        string line = world.Error is { } thrown ? Place.SourceLine(thrown, method) : "";
        return new Failure(world.Outcome, message, place, world.Error) { SourceLine = line };
    }

    private static uint Fold(ulong hash) => (uint)(hash ^ (hash >> 32));
}
