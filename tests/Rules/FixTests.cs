namespace Sim.Rules;

/// <summary>What the fixes make of what was found; where they have nothing to offer they offer nothing. What they make compiles.</summary>
public class FixTests
{
    [Theory]
    [InlineData("SIM1001", "using var client = new HttpClient();", "using var client = new HttpClient(sim.Network.CreateHandler());")]
    [InlineData("SIM1001", "using HttpClient client = new();", "using HttpClient client = new(sim.Network.CreateHandler());")]
    [InlineData("SIM1001", "using HttpClient client = new(new SocketsHttpHandler());", "using HttpClient client = new(sim.Network.CreateHandler());")]
    [InlineData("SIM1003", "await Task.Factory.StartNew(() => { }, TaskCreationOptions.LongRunning);", "await Task.Factory.StartNew(() => { }, TaskCreationOptions.None);")]
    [InlineData("SIM1005", "Register(\"a\", reloadOnChange: true);", "Register(\"a\", reloadOnChange: false);")]
    [InlineData("SIM3001", "Thread.Sleep(TimeSpan.FromSeconds(1));", "await Task.Delay(TimeSpan.FromSeconds(1));")]
    [InlineData("SIM3002", "Task.Delay(1).Wait();", "await Task.Delay(1);")]
    [InlineData("SIM3002", "int n = Task.FromResult(1).Result;", "int n = await Task.FromResult(1);")]
    [InlineData("SIM3002", "string n = Task.FromResult(1).Result.ToString();", "string n = (await Task.FromResult(1)).ToString();")]
    [InlineData("SIM3002", "Task.Delay(1).GetAwaiter().GetResult();", "await Task.Delay(1);")]
    [InlineData("SIM3002", "using SemaphoreSlim gate = new(1); gate.Wait(TimeSpan.FromSeconds(1));", "using SemaphoreSlim gate = new(1); await gate.WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("SIM3002", "Task.WaitAll(Task.Delay(1), Task.Delay(2));", "await Task.WhenAll(Task.Delay(1), Task.Delay(2));")]
    [InlineData("SIM4001", "var now = DateTime.UtcNow;", "var now = sim.Time.GetUtcNow().UtcDateTime;")]
    [InlineData("SIM4001", "TimeProvider clock = sim.Time; long now = Stopwatch.GetTimestamp();", "TimeProvider clock = sim.Time; long now = clock.GetTimestamp();")]
    [InlineData("SIM4001", "var now = DateTimeOffset.UtcNow; TimeProvider late = sim.Time;", "var now = sim.Time.GetUtcNow(); TimeProvider late = sim.Time;")]
    [InlineData("SIM4002", "Random random = new();", "Random random = sim.Random;")]
    public async Task The_fix_mends_what_was_found(string rule, string statements, string mended) =>
        Assert.Equal(Cases.Program(mended).Text, await Mended.FirstAsync(rule, Cases.Program(statements)));

    [Theory]
    [InlineData("SIM1001", "using HttpClient client = new(new HttpClientHandler { UseCookies = false });")]
    [InlineData("SIM1003", "new Thread(() => { }).Start();")]
    [InlineData("SIM3001", "SpinWait.SpinUntil(() => true);")]
    [InlineData("SIM3001", "void Blocks() => Thread.Sleep(1); Blocks();")]
    [InlineData("SIM3001", "lock (sim) { Thread.Sleep(1); }")]
    [InlineData("SIM3002", "Task.WaitAny(Task.Delay(1));")]
    [InlineData("SIM4001", "_ = Environment.TickCount64;")]
    [InlineData("SIM4002", "_ = Guid.NewGuid();")]
    public async Task Where_nothing_fits_no_fix_is_offered(string rule, string statements) =>
        Assert.Null(await Mended.FirstAsync(rule, Cases.Program(statements)));

    [Fact]
    public async Task Without_a_simulation_in_scope_a_client_keeps_its_handler_and_random_numbers_are_the_shared_ones()
    {
        Assert.Null(await Mended.FirstAsync("SIM1001", Helper("new HttpClient()")));
        Assert.Equal(Helper("Random.Shared").Text, await Mended.FirstAsync("SIM4002", Helper("new Random()")));
    }

    private static Code Helper(string expression) => Code.InSimulation("Helper();", $"static object Helper() => {expression};");
}
