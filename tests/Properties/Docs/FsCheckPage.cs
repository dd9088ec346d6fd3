using FsCheck;
using FsCheck.Fluent;
using Sim.Checking;

namespace Sim.Properties.Docs;

/// <summary>The code of docs/fscheck.md.</summary>
public class FsCheckPage
{
    [SimulationProperty(Inputs = 20, Schedules = 5)]
    public async Task What_is_paid_is_the_balance(Simulation sim, int[] payments)
    {
        var account = new Account();
        await Task.WhenAll(payments.Select(account.PayAsync));
        Assert.Equal(payments.Sum(), account.Balance);
    }

    [Fact]
    public void Any_framework()
    {
        PropertyReport found = SimulationProperty.Check<int[]>(
            async (sim, payments) =>
            {
                var account = new Account();
                await Task.WhenAll(payments.Select(account.PayAsync));
                sim.Always(account.Balance == payments.Sum(), "nothing is lost");
            },
            new PropertyOptions { Inputs = 20 });
        found.ThrowIfFailed();
    }

    [Fact]
    public void A_model()
    {
        PropertyReport found = new CounterTest().Check();

        Assert.Equal("client1: \"increment\" | client2: \"increment\"", Assert.Single(found.Input!)!.ToString());
    }

    [Fact]
    public void Faults()
    {
        PropertyReport found = SimulationProperty.Check<FaultPlan, PlannedHosts>(
            async (sim, plan, planned) =>
            {
                IReadOnlyList<SimulatedHost> hosts = planned.AddTo(sim, static (host, number) => Task.Delay(Timeout.Infinite));
                await plan.StrikeAsync(sim, hosts);
                sim.Always(hosts.All(static host => host.Incarnation == 1), "no host has crashed");
            },
            new PropertyOptions { Inputs = 20, Schedules = 1 });

        Assert.Equal("Crash of host 0 at 0 ms for 1 ms", found.Input![0]!.ToString());
    }

    [Fact]
    public void Schedules()
    {
        IArbMap map = ArbMap.Default.Merge(typeof(SimulationArbitraries));
        Property property = Prop.ForAll(map.ArbFor<PositiveInt>(), map.ArbFor<Schedule>(), (count, schedule) => schedule.Check(sim => TransferAsync(sim, count.Get)));
        property.QuickCheckThrowOnFailure();
    }

    private static async Task TransferAsync(Simulation sim, int amount)
    {
        var account = new Account();
        await Task.WhenAll(account.PayAsync(amount), account.PayAsync(-amount));
        sim.Always(account.Balance == 0, "what comes goes");
    }

    private sealed class CounterTest : ModelTest<Counter, int, string, int>
    {
        public override Model<int, string, int> Model { get; } = new CounterModel();

        public override Arbitrary<string> Commands { get; } = Gen.Elements("increment", "read").ToArbitrary();

        public override Task<Counter> StartAsync(Simulation simulation) => Task.FromResult(new Counter());

        public override Task<int> CallAsync(Counter system, string client, string input) => input == "read" ? system.ReadAsync() : system.IncrementAsync();
    }

    private sealed class CounterModel : Model<int, string, int>
    {
        public override int Initial => 0;

        public override (int State, int Output) Apply(int state, string input) => input == "read" ? (state, state) : (state + 1, state + 1);
    }

    /// <summary>A counter that loses updates.</summary>
    private sealed class Counter
    {
        private int _value;

        public async Task<int> ReadAsync()
        {
            await Task.Yield();
            return _value;
        }

        public async Task<int> IncrementAsync()
        {
            int read = await ReadAsync();
            await Task.Yield();
            return _value = read + 1;
        }
    }

    private sealed class Account
    {
        public int Balance { get; private set; }

        public async Task PayAsync(int amount)
        {
            await Task.Yield();
            Balance += amount;
        }
    }
}
