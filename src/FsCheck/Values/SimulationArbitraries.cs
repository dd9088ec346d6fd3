using FsCheck;
using FsCheck.Fluent;

namespace Sim;

/// <summary>
/// Schedules, faults, latencies and hosts as FsCheck makes and shrinks them. Properties of <see cref="SimulationProperty"/> know them; others learn them by
/// <c>ArbMap.Default.Merge&lt;SimulationArbitraries&gt;()</c>.
/// </summary>
public static class SimulationArbitraries
{
    /// <summary>What FsCheck knows by itself, and all of this.</summary>
    internal static IArbMap Map { get; } = ArbMap.Default.Merge(typeof(SimulationArbitraries));

    /// <summary>Schedules of up to 50 draws and three for each size, of which a quarter departs from first come, first served.</summary>
    public static Arbitrary<Schedule> Schedules() => Arb.From(
        Gen.Sized(static size => Gen.Choose(0, 50 + (3 * size)).SelectMany(static draws => Gen.ArrayOf(Choice, draws))).Select(static choices => new Schedule(choices)),
        static schedule => schedule.Smaller());

    /// <summary>Latencies of up to 100 ms; half of them are always the same.</summary>
    public static Arbitrary<PlannedLatency> Latencies() => Arb.From(Latency, static latency => latency.Smaller());

    /// <summary>Links: half of them lose nothing, and so on.</summary>
    public static Arbitrary<PlannedLink> Links() => Arb.From(
        from latency in Latency
        from loss in Rate
        from reordering in Rate
        from duplication in Rate
        select new PlannedLink(latency, loss, reordering, duplication),
        static link => link.Smaller());

    /// <summary>One to five hosts; a third of their clocks are off by up to a second.</summary>
    public static Arbitrary<PlannedHosts> Hosts() => Arb.From(
        Gen.Choose(1, 5).SelectMany(static count => Gen.ArrayOf(Skew, count)).Select(static skews => new PlannedHosts(skews)),
        static hosts => hosts.Smaller());

    /// <summary>Plans of up to six faults in the first five seconds, for up to two seconds each.</summary>
    public static Arbitrary<FaultPlan> Faults() => Arb.From(
        Gen.Choose(0, 6).SelectMany(static count => Gen.ArrayOf(Fault, count)).Select(static faults => new FaultPlan(faults)),
        static plan => plan.Smaller());

    private static Gen<int> Choice => Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Constant(1)), (1, Gen.Choose(1, 6)));

    private static Gen<int> Rate => Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(1, 300)));

    private static Gen<TimeSpan> Skew => Gen.Frequency((2, Gen.Constant(TimeSpan.Zero)), (1, Milliseconds(-1_000, 1_000)));

    private static Gen<PlannedLatency> Latency =>
        from min in Milliseconds(0, 50)
        from more in Gen.Frequency((1, Gen.Constant(TimeSpan.Zero)), (1, Milliseconds(1, 50)))
        select new PlannedLatency(min, min + more);

    private static Gen<PlannedFault> Fault =>
        from kind in Gen.Elements(Enum.GetValues<PlannedFaultKind>())
        from host in Gen.Choose(0, 4)
        from at in Milliseconds(0, 5_000)
        from length in Milliseconds(1, 2_000)
        select new PlannedFault(kind, host, at, length);

    private static Gen<TimeSpan> Milliseconds(int least, int most) => Gen.Choose(least, most).Select(static milliseconds => TimeSpan.FromMilliseconds(milliseconds));
}
