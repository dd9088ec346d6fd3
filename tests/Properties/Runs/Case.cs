using FsCheck;
using FsCheck.Fluent;
using Sim.Properties.Programs;

namespace Sim.Properties.Runs;

/// <summary>A program, and how it is run.</summary>
internal sealed record Case(Node Program, ulong Seed, string Strategy, Ordering Ordering)
{
    private static readonly string[] s_strategies = ["random", "sticky", "sticky:0.5", "fifo"];

    /// <summary>How many turns every operation keeps the processor busy.</summary>
    public int Burden { get; init; }

    public RunOptions Options => new() { Seed = Seed, Strategy = Strategy, Ordering = Ordering };

    public static Arbitrary<Case> Any { get; } = Of(ProgramArbitrary.Programs);

    public static Arbitrary<Case> Calm { get; } = Of(ProgramArbitrary.Calm);

    /// <summary>The strategies under which a property holds that holds under all.</summary>
    public static Gen<string> Strategies => Gen.Elements(s_strategies);

    public static Gen<ulong> Seeds => Gen.Choose(0, int.MaxValue).Select(static seed => (ulong)seed * 0x9E3779B97F4A7C15);

    public RunResult Run() => Simulator.Run(Body, Options);

    public Task Body(Simulation sim) => new Interpreter(sim) { Burden = Burden }.Run(Program);

    private static Arbitrary<Case> Of(Arbitrary<Node> programs) =>
        Arb.From(
            from program in programs.Generator
            from seed in Seeds
            from strategy in Strategies
            from ordering in Gen.Frequency((5, Gen.Constant(Ordering.Pool)), (1, Gen.Constant(Ordering.Loop)))
            select new Case(program, seed, strategy, ordering),
            static original => ProgramArbitrary.Shrink(original.Program).Select(program => original with { Program = program }));
}
