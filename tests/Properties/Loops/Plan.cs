using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Loops;

/// <summary>A callback as data: when it is to run, what it schedules and which callback it cancels when it runs.</summary>
/// <param name="Delay">Ticks from now; -1 is "soon", without a timer.</param>
/// <param name="Cancels">Which of the callbacks scheduled so far it cancels, counted round; -1 is none.</param>
/// <param name="Children">What it schedules.</param>
internal sealed record Plan(int Delay, int Cancels, Plan[] Children)
{
    private const int MostCallbacks = 30;

    /// <summary>Callbacks without timers and cancellation.</summary>
    public static Arbitrary<Plan[]> Soon { get; } = From(Gen.Constant(-1), Gen.Constant(-1));

    /// <summary>Timers and others, and nothing canceled.</summary>
    public static Arbitrary<Plan[]> Timed { get; } = From(Gen.Choose(-1, 5), Gen.Constant(-1));

    /// <summary>Timers and others, of which some cancel others.</summary>
    public static Arbitrary<Plan[]> Canceling { get; } = From(Gen.Choose(-1, 5), Gen.Frequency((1, Gen.Constant(-1)), (1, Gen.Choose(0, 100))));

    public override string ToString() => $"{(Delay < 0 ? "soon" : $"after {Delay}")}{(Cancels < 0 ? "" : $" cancels {Cancels}")}{(Children.Length == 0 ? "" : $" ({string.Join(", ", (object[])Children)})")}";

    private static Arbitrary<Plan[]> From(Gen<int> delays, Gen<int> cancels) => Arb.From(Forest(MostCallbacks, delays, cancels), ShrinkAll);

    private static Gen<Plan[]> Forest(int size, Gen<int> delays, Gen<int> cancels) =>
        from count in Gen.Choose(0, Math.Min(6, size))
        from plans in Gen.ArrayOf(Tree(count == 0 ? 0 : (size - 1) / count, delays, cancels), count)
        select plans;

    private static Gen<Plan> Tree(int size, Gen<int> delays, Gen<int> cancels) =>
        from delay in delays
        from canceled in cancels
        from children in Forest(size, delays, cancels)
        select new Plan(delay, canceled, children);

    private static IEnumerable<Plan[]> ShrinkAll(Plan[] plans) => plans.SelectMany((plan, i) => Shrink(plan)
        .Select(smaller => (Plan[])[.. plans[..i], smaller, .. plans[(i + 1)..]])
        .Prepend([.. plans[..i], .. plans[(i + 1)..]])
        .Append([.. plans[..i], .. plan.Children, .. plans[(i + 1)..]]));

    private static IEnumerable<Plan> Shrink(Plan plan) => ShrinkAll(plan.Children)
        .Select(children => plan with { Children = children })
        .Concat(plan.Cancels < 0 ? [] : [plan with { Cancels = -1 }])
        .Concat(plan.Delay < 0 ? [] : [plan with { Delay = plan.Delay - 1 }]);
}
