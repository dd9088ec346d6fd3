using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Sim.Rules;

/// <summary>What the simulator does with what a rule is about: why the rule is there, and why it is as severe as it is.</summary>
public class ExperimentTests
{
    private static readonly RunOptions Impatient = new() { StepTimeout = TimeSpan.FromMilliseconds(300) };

    private static readonly Dictionary<string, int> Seen = [];

    private static int s_calls;

    [ThreadStatic]
    private static int t_calls;

    private static readonly Dictionary<string, Func<Simulation, Task>> Escaping = new()
    {
        ["SIM1001"] = static async _ =>
        {
            using HttpClient client = new();
            await client.GetStringAsync(new Uri("http://127.0.0.1:1/"));
        },
        ["SIM1002"] = static _ =>
        {
            using TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
            listener.Start();
            return Task.CompletedTask;
        },
        ["SIM1003"] = static _ => Task.Factory.StartNew(static () => { }, TaskCreationOptions.LongRunning),
        ["SIM1004"] = static _ =>
        {
            using Process? started = Process.Start("true");
            return Task.CompletedTask;
        },
        ["SIM1005"] = static _ =>
        {
            using FileSystemWatcher watcher = new(AppContext.BaseDirectory) { EnableRaisingEvents = true };
            return Task.CompletedTask;
        },
    };

    private static readonly Dictionary<string, Func<Simulation, Task>> Differing = new()
    {
        ["SIM2001"] = static async sim => sim.Log(Path.GetFileName(await Written())),
        ["SIM2002"] = static async sim =>
        {
            sim.Log($"{++s_calls} {Seen.Count}");
            Seen.Add($"{s_calls}", 1);
            await Task.Yield();
        },
        ["SIM2003"] = static async sim =>
        {
            t_calls++;
            await Task.Yield();
            sim.Log($"{t_calls}");
        },
        ["SIM2004"] = static async sim =>
        {
            await Task.Yield();
            sim.Log($"{GC.GetAllocatedBytesForCurrentThread()}");
        },
        ["SIM2005"] = static async sim =>
        {
            await Task.Yield();
            ConcurrentDictionary<object, int> all = new(Enumerable.Range(0, 30).Select(static i => KeyValuePair.Create(new object(), i)));
            sim.Log(string.Join(' ', all.Values));
        },
        ["SIM2007"] = static async sim =>
        {
            await Task.Yield();
            using ECDsa key = ECDsa.Create();
            sim.Log(Convert.ToHexString(key.ExportSubjectPublicKeyInfo()));
        },
    };

    public static TheoryData<string> EscapeRules => [.. Escaping.Keys];

    public static TheoryData<string> DifferenceRules => [.. Differing.Keys];

    /// <summary>The rules whose findings are warnings because a run ends badly, or because two of one seed differ.</summary>
    [Fact]
    public void Every_rule_of_escapes_and_of_determinism_has_an_experiment()
    {
        string[] rules = [.. RuleTests.Rules.Where(static rule => rule.StartsWith("SIM1", StringComparison.Ordinal) || rule.StartsWith("SIM2", StringComparison.Ordinal))];
        Assert.Equal(rules.Except(["SIM2006"]), Escaping.Keys.Concat(Differing.Keys));
    }

    [Theory]
    [MemberData(nameof(EscapeRules))]
    public void It_leaves_the_simulation(string rule)
    {
        RunResult run = Simulator.Run(Escaping[rule]);
        Assert.NotEqual(RunOutcome.Passed, run.Outcome);
        Assert.NotEmpty(run.Escapes);
    }

    [Theory]
    [MemberData(nameof(DifferenceRules))]
    public void Two_runs_of_one_seed_differ(string rule)
    {
        Exploration found = Simulator.Explore(Differing[rule], new() { Runs = 3 });
        Assert.Equal(RunOutcome.NotDeterministic, found.Failure?.Outcome);
    }

    [Fact]
    public void SIM2006_a_weak_reference_sees_what_the_collector_left()
    {
        static string Seen(bool collects) => Logged(Simulator.Run(async sim =>
        {
            // Else a thread of the test host might set a collection off between the lines.
            Assert.True(GC.TryStartNoGCRegion(16 << 20), "There is no memory for a while without a collection.");
            WeakReference weak = Weak();
            bool alive = weak.IsAlive;
            GC.EndNoGCRegion();
            if (collects)
            {
                GC.Collect();
                alive = weak.IsAlive;
            }

            sim.Log($"{alive}");
            await Task.Yield();
        }));
        Assert.Equal(("True", "False"), (Seen(collects: false), Seen(collects: true)));
    }

    [Fact]
    public void SIM3001_a_sleep_takes_no_virtual_time_and_a_long_one_hangs()
    {
        RunResult brief = Simulator.Run(static async sim =>
        {
            DateTimeOffset start = sim.Time.GetUtcNow();
            Thread.Sleep(5);
            sim.Log($"{sim.Time.GetUtcNow() - start}");
            await Task.Yield();
        });
        Assert.Equal((RunOutcome.Passed, "00:00:00"), (brief.Outcome, Logged(brief)));
        RunResult endless = Simulator.Run(static async _ =>
        {
            bool set = false;
            Task setter = Task.Run(() => Volatile.Write(ref set, true));
            SpinWait.SpinUntil(() => Volatile.Read(ref set));
            await setter;
        }, Impatient);
        Assert.Equal(RunOutcome.Hung, endless.Outcome);
    }

    [Fact]
    public void SIM3002_a_blocking_wait_takes_virtual_time_and_never_runs_out_of_threads()
    {
        RunResult run = Simulator.Run(static async sim =>
        {
            DateTimeOffset start = sim.Time.GetUtcNow();
            await Task.WhenAll(Enumerable.Range(0, 100).Select(static _ => Task.Run(static async () =>
            {
                Task.Delay(1_000).Wait();
                await Task.Yield();
            })));
            sim.Log($"{(sim.Time.GetUtcNow() - start).TotalSeconds:0}");
        });
        Assert.Equal((RunOutcome.Passed, "1"), (run.Outcome, Logged(run)));
    }

    [Fact]
    public void SIM4001_and_SIM4002_clocks_and_random_bytes_are_the_runs_on_x64_linux()
    {
        Assert.Distinct(Enumerable.Range(0, 3).Select(static i => Drawn((ulong)i)));
        Assert.Equal(Drawn(7), Drawn(7));
    }

    private static string Drawn(ulong seed) => Logged(Simulator.Run(static async sim =>
    {
        await Task.Delay(7);
        sim.Log($"{DateTime.UtcNow:O} {Stopwatch.GetTimestamp()} {Environment.TickCount64} {Guid.NewGuid()} {new Random().Next()} {RandomNumberGenerator.GetInt32(int.MaxValue)}");
    }, new() { Seed = seed }));

    private static string Logged(RunResult run) => string.Join('\n', run.Trace.SelectMany(static step => step.Log));

    private static async Task<string> Written()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "a");
        File.Delete(file);
        return file;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Weak() => new(new object());
}
