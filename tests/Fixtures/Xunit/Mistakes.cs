namespace Sim.XunitFixtures;

/// <summary>What people get wrong. Each fails with a message that says what to do.</summary>
public sealed class Mistakes
{
    [SimulationFact]
    public void Returns_nothing(Simulation sim)
    {
    }

    [SimulationFact]
    public Task Takes_nothing() => Task.CompletedTask;

    [SimulationFact]
    public Task Takes_too_much(Simulation sim, int seats) => Task.CompletedTask;

    [SimulationTheory]
    [InlineData(1)]
    public Task Takes_no_data(Simulation sim) => Task.CompletedTask;

    [SimulationTheory]
    [InlineData(1)]
    public Task Takes_its_data_first(int seats, Simulation sim) => Task.CompletedTask;

    [SimulationTheory]
    public Task Has_no_data(Simulation sim, int seats) => Task.CompletedTask;

    [SimulationFact(Strategy = "luck")]
    public Task Names_no_strategy(Simulation sim) => Task.CompletedTask;

    [SimulationFact(Time = "a while")]
    public Task Names_no_duration(Simulation sim) => Task.CompletedTask;

    [SimulationFact(Runs = -1)]
    public Task Wants_less_than_one_run(Simulation sim) => Task.CompletedTask;

    [SimulationProperty]
    public Task Takes_what_nobody_makes(Simulation sim, System.Reflection.Module module) => Task.CompletedTask;

    [SimulationProperty]
    public Task Takes_no_input(Simulation sim) => Task.CompletedTask;

    [SimulationProperty(Schedules = -1)]
    public Task Wants_less_than_one_schedule(Simulation sim, int seats) => Task.CompletedTask;

    [SimulationFact(Replay = "sim1-AeG0gNUDiN6M5w8hAADAhD0")]
    public Task Has_a_damaged_token(Simulation sim) => Task.CompletedTask;

    [SimulationFact(Replay = ForeignToken)]
    public Task Has_a_foreign_token(Simulation sim) => Task.CompletedTask;

    /// <summary>Of Basics.Loses_an_update.</summary>
    private const string ForeignToken = "sim1-AeG0gNUDiN6M5w8hAADAhD0AAICAm8aX2keAgJG_pMDI4AgAAAQF6u7tQGtEV5qjVbNAw8WVmgEFiozvVqNLj1yc";

    /// <summary>A class that xunit can make only in one way.</summary>
    public sealed class Nested
    {
        private readonly int _seats;

        public Nested()
        {
            _seats = 1;
        }

        public Nested(int seats)
        {
            _seats = seats;
        }

        [SimulationFact]
        public Task Is_made_in_two_ways(Simulation sim) => Task.FromResult(_seats);
    }
}
