#if XUNIT_V3
using System.Runtime.CompilerServices;
#endif

namespace Sim.XunitFixtures;

/// <summary>What the attributes say, and xunit's own options.</summary>
public sealed class Options
{
    private const string Reason = "not today";

    public static TheoryData<Crew> Crews => [new Crew(1), new Crew(2)];

    [SimulationFact(Skip = Reason)]
    public Task Can_pass_it_by(Simulation sim) => throw new InvalidOperationException("It was run.");

    [SimulationFact(DisplayName = "a seat, sold once", Runs = 5)]
    public Task Can_name_it(Simulation sim) => Task.CompletedTask;

    [SimulationFact(Runs = 1_000_000_000, Time = "100ms")]
    public async Task Can_end_it_after_some_time(Simulation sim) => await Task.Yield();

    [SimulationFact(Runs = 1_000_000_000, Timeout = 300)]
    public async Task Can_fail_it_after_some_time(Simulation sim) => await Task.Yield();

    [SimulationFact(Strategy = "exhaustive")]
    public async Task Can_try_all_schedules(Simulation sim)
    {
        int turns = 0;
        await Task.WhenAll(Task.Run(() => turns++), Task.Run(() => turns++));
        Assert.Equal(2, turns);
    }

    [SimulationFact(Runs = 20)]
    public async Task Ask_for_what_never_comes(Simulation sim)
    {
        await Task.Yield();
        sim.Sometimes(false, "a full house");
    }

    /// <summary>Rows that cannot be written down: xunit asks for them when the theory runs.</summary>
    [SimulationTheory(Runs = 20)]
    [MemberData(nameof(Crews))]
    public async Task Take_rows_of_any_type(Simulation sim, Crew crew, string greeting = "hello")
    {
        await Task.Yield();
        Assert.Equal("hello", greeting);
        Assert.Equal(1, crew.Size);
    }

    [PinnedFact]
    public async Task Replay_a_token(Simulation sim)
    {
        int first = sim.Choose(1_000);
        await Task.Yield();
        sim.Log($"drew {first}");
        Assert.NotEqual(0, first % 7);
    }

    [PinnedTheory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Replay_the_row_of_a_token(Simulation sim, int divisor)
    {
        int first = sim.Choose(1_000);
        await Task.Yield();
        Assert.NotEqual(divisor - 1, first % divisor);
    }

    public sealed class Crew(int size)
    {
        public int Size { get; } = size;

        public override string ToString() => $"crew of {Size}";
    }

    /// <summary>Replays what whoever starts the tests says.</summary>
    private sealed class PinnedFactAttribute : SimulationFactAttribute
    {
#if XUNIT_V3
        public PinnedFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
            : base(file, line)
#else
        public PinnedFactAttribute()
#endif
        {
            Replay = Environment.GetEnvironmentVariable("SIM_FIXTURE_FACT_TOKEN");
        }
    }

    /// <inheritdoc cref="PinnedFactAttribute" />
    private sealed class PinnedTheoryAttribute : SimulationTheoryAttribute
    {
#if XUNIT_V3
        public PinnedTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
            : base(file, line)
#else
        public PinnedTheoryAttribute()
#endif
        {
            Replay = Environment.GetEnvironmentVariable("SIM_FIXTURE_THEORY_TOKEN");
        }
    }
}
