using FsCheck;
using FsCheck.Fluent;
using Sim.Checking;
using Input = Sim.Checking.RegisterInput<int>;
using Output = Sim.Checking.Reply<int>;

namespace Sim.Properties.SimulationProperties;

public class ModelTestTests
{
    /// <remarks>Seen to fail: nobody judged the histories.</remarks>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_register_that_is_not_linearizable_shrinks_to_two_clients(bool hosts)
    {
        PropertyReport found = new Test(static () => new Cell { Waits = true }, hosts).Check(new PropertyOptions { Inputs = 100 });

        var commands = Assert.IsType<ClientCommands<Input>>(Assert.Single(found.Input!));
        Assert.IsType<HistoryViolationException>(found.Failure!.Failure!.Exception);
        Assert.Equal(2, commands.Clients.Count);
        Assert.InRange(commands.Clients.Sum(static asked => asked.Count), 2, 3);
        Assert.Equal(found.Failure.Fingerprint, new Test(static () => new Cell { Waits = true }, hosts).Check(new PropertyOptions { Replay = found.Failure.Token }).Failure!.Fingerprint);
    }

    [Fact]
    public void A_register_that_forgets_shrinks_to_one_client_and_is_told_by_its_wrong_answer()
    {
        PropertyReport found = new Test(static () => new Cell { Forgets = true }, hosts: false) { Most = 1 }.Check();

        var commands = Assert.IsType<ClientCommands<Input>>(Assert.Single(found.Input!));
        IReadOnlyList<Input> asked = Assert.Single(commands.Clients);
        Assert.Equal([RegisterAction.Write, RegisterAction.Read], asked.Select(static one => one.Kind));
        Assert.Contains("was answered", Assert.IsType<ModelViolatedException>(found.Failure!.Failure!.Exception).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_register_without_a_flaw_passes(bool hosts)
    {
        PropertyReport found = new Test(static () => new Cell(), hosts).Check(new PropertyOptions { Inputs = 40, Schedules = 5 });

        Assert.Null(found.Failure);
        Assert.Equal(200, found.Runs);
    }

    private sealed class Test(Func<Cell> make, bool hosts) : ModelTest<Cell, Output, Input, Output>
    {
        public override Model<Output, Input, Output> Model { get; } = new RegisterModel<int>(0);

        public override Arbitrary<Input> Commands { get; } = Arb.From(Gen.OneOf(
            Gen.Constant(Input.Read),
            Gen.Choose(1, 3).Select(static value => new Input(RegisterAction.Write, value)),
            from expected in Gen.Choose(0, 3) from value in Gen.Choose(1, 3) select new Input(RegisterAction.CompareAndSet, value, expected)));

        public int Most { get; init; } = 3;

        public override int MaxClients => Most;

        public override bool ClientsAreHosts => hosts;

        public override Task<Cell> StartAsync(Simulation simulation) => Task.FromResult(make());

        public override Task<Output> CallAsync(Cell system, string client, Input input) => system.AskAsync(input);
    }

    /// <summary>A register whose compare-and-set may look and write in two steps, or that forgets every third value.</summary>
    private sealed class Cell
    {
        private int _value;

        public bool Waits { get; init; }

        public bool Forgets { get; init; }

        public async Task<Output> AskAsync(Input input)
        {
            await Task.Yield();
            switch (input.Kind)
            {
                case RegisterAction.Read:
                    return Output.Of(_value);
                case RegisterAction.Write:
                    _value = Forgets && input.Value == 3 ? _value : input.Value;
                    return Output.Yes;
                default:
                    bool isExpected = _value == input.Expected;
                    if (Waits)
                    {
                        await Task.Yield();
                    }

                    _value = isExpected ? input.Value : _value;
                    return isExpected ? Output.Yes : Output.No;
            }
        }
    }
}
