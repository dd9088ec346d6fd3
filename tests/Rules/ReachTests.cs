namespace Sim.Rules;

/// <summary>What counts as reached by a simulation. Each program sleeps where the simulation gets to, and where it does not.</summary>
public class ReachTests
{
    private const string Rule = "SIM3001";

    /// <summary>Mutation: Walk does not enqueue what calls reach.</summary>
    [Fact]
    public Task Methods_that_a_simulation_calls_are_reached_and_others_are_not() => Check("""
        class Tests
        {
            [Simulation]
            public Task Test(Simulation sim) => Helper.One();
        }

        static class Helper
        {
            public static Task One() => Two();
            private static Task Two() { [|Thread.Sleep(1)|]; return Task.CompletedTask; }
            public static void Unused() => Thread.Sleep(1);
        }
        """);

    [Fact]
    public Task A_body_given_to_the_simulator_is_reached_and_what_surrounds_it_is_not() => Check("""
        class Tests
        {
            public void Test()
            {
                Thread.Sleep(1);
                Simulator.Run(async sim => { [|Thread.Sleep(1)|]; Inner(); void Inner() { [|Thread.Sleep(2)|]; } await Task.Yield(); });
                Simulator.Run(Body);
                static Task Body(Simulation sim) { [|Thread.Sleep(3)|]; return Task.CompletedTask; }
                static void Beside() { Thread.Sleep(4); }
                Beside();
            }

            static Func<Simulation, Task> Later(int more) => async _ => { [|Thread.Sleep(more)|]; await Task.Yield(); };
        }
        """);

    [Fact]
    public Task The_main_of_a_host_is_reached() => Check("""
        static class Fleet
        {
            public static void Start(Simulation sim) => sim.AddHost("a", Main);
            static Task Main(SimulatedHost host) { [|Thread.Sleep(1)|]; return Task.CompletedTask; }
        }
        """);

    /// <summary>Mutation: Reach does not ask for stand-ins.</summary>
    [Fact]
    public Task Calls_by_an_interface_or_of_a_virtual_method_reach_all_that_may_run() => Check("""
        interface IClerk { void Work(); }
        class Lazy : IClerk { public void Work() => [|Thread.Sleep(1)|]; public void Rest() => Thread.Sleep(2); }
        abstract class Robot { public abstract void Go(); }
        class Slow : Robot { public override void Go() => [|Thread.Sleep(3)|]; }
        class Tests
        {
            [Simulation]
            public Task Test(Simulation sim) { Use(null!, null!); return Task.CompletedTask; }
            static void Use(IClerk clerk, Robot robot) { clerk.Work(); robot.Go(); }
        }
        """);

    /// <summary>Mutation: Make does not reach what is called from outside.</summary>
    [Fact]
    public Task What_is_made_is_reached_by_its_initializers_and_by_what_it_implements() => Check("""
        class Service : IDisposable
        {
            private readonly int _start = Slowly([|() => Thread.Sleep(0 + 1)|]);
            static int Slowly(Action act) => 1;
            public void Dispose() => [|Thread.Sleep(1)|];
            public void Unused() => Thread.Sleep(2);
        }
        class Registered : IAsyncDisposable
        {
            public Registered() => [|Thread.Sleep(3)|];
            public ValueTask DisposeAsync() { [|Thread.Sleep(4)|]; return default; }
        }
        class Tests
        {
            [Simulation]
            public Task Test(Simulation sim) { using Service service = new(); Add<Registered>(); return Task.CompletedTask; }
            static void Add<T>() { }
        }
        """.Replace("[|() => Thread.Sleep(0 + 1)|]", "() => [|Thread.Sleep(5)|]", StringComparison.Ordinal));

    [Fact]
    public Task The_class_of_a_marked_test_is_made_in_the_run() => Check("""
        class Tests : IAsyncDisposable
        {
            private readonly int _seats = Count();
            public Tests() => [|Thread.Sleep(1)|];
            static int Count() { [|Thread.Sleep(2)|]; return 3; }
            [Simulation] public Task Test(Simulation sim) => Task.CompletedTask;
            public ValueTask DisposeAsync() { [|Thread.Sleep(3)|]; return default; }
            public void Ordinary() => Thread.Sleep(4);
        }
        """);

    [Fact]
    public Task Properties_operators_events_and_methods_that_are_handed_on_are_followed() => Check("""
        class Money
        {
            public int Amount { get { [|Thread.Sleep(1)|]; return 1; } set => [|Thread.Sleep(2)|]; }
            public static Money operator +(Money one, Money other) { [|Thread.Sleep(3)|]; return one; }
            public static implicit operator int(Money money) { [|Thread.Sleep(4)|]; return 1; }
            public event Action Changed { add { [|Thread.Sleep(5)|]; } remove { } }
        }
        class Tests
        {
            [Simulation]
            public async Task Test(Simulation sim)
            {
                Money money = new();
                int sum = money + money;
                money.Amount = 3;
                money.Changed += null;
                await Task.Run(Handed);
            }
            static void Handed() => [|Thread.Sleep(6)|];
        }
        """);

    [Fact]
    public Task Generated_code_is_not_reported_but_followed() => Check("""
        class Tests
        {
            [Simulation]
            public Task Test(Simulation sim) { Made.Call(); return Task.CompletedTask; }
            internal static void Called() => [|Thread.Sleep(1)|];
        }
        [System.CodeDom.Compiler.GeneratedCode("a", "1")]
        static class Made
        {
            public static void Call() { Thread.Sleep(2); Tests.Called(); }
        }
        """);

    [Fact]
    public Task Calls_in_a_circle_end() => Check("""
        class Tests
        {
            [Simulation] public Task Test(Simulation sim) { One(); return Task.CompletedTask; }
            static void One() => Two();
            static void Two() { One(); [|Thread.Sleep(1)|]; }
        }
        """);

    [Fact]
    public Task A_program_without_simulations_is_left_alone() => Check("class Program { static void Main() => Thread.Sleep(1); }");

    private static Task Check(string code) => new Code(code).ReportsAsync(Rule);
}
