using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Sim.Scenarios.Determinism;

/// <summary>Random bytes that code draws for itself: the run's inside a simulation, the operating system's everywhere else.</summary>
public class RandomBytesTests
{
    private static readonly Dictionary<string, Func<string>> Draws = new()
    {
        ["Guid.NewGuid"] = static () => Guid.NewGuid().ToString(),
        ["Guid.CreateVersion7"] = static () => Guid.CreateVersion7().ToString(),
        ["RandomNumberGenerator.GetBytes"] = static () => Convert.ToHexString(RandomNumberGenerator.GetBytes(7)),
        ["RandomNumberGenerator.GetInt32"] = static () => $"{RandomNumberGenerator.GetInt32(int.MaxValue)}-{RandomNumberGenerator.GetInt32(int.MaxValue)}",
        ["RandomNumberGenerator.Create"] = static () => Convert.ToHexString(FromInstance()),
        ["new Random"] = static () => $"{new Random().NextInt64()}",
        ["Random.Shared"] = static () => $"{Random.Shared.NextInt64()}",
        ["Path.GetRandomFileName"] = Path.GetRandomFileName,
        ["ActivityTraceId.CreateRandom"] = static () => ActivityTraceId.CreateRandom().ToHexString(),
        ["Activity.Start"] = static () => IdsOfNewActivity(),
        ["Aes.GenerateKey"] = static () => KeyOfNewAes(),
    };

    /// <summary>Generators that .NET keeps for each thread: a carrier has ours for good.</summary>
    private static readonly HashSet<string> OfCarrier = ["Random.Shared", "ActivityTraceId.CreateRandom", "Activity.Start"];

    public static TheoryData<string> DrawNames => [.. Draws.Keys];

    [Theory]
    [MemberData(nameof(DrawNames))]
    public void The_same_seed_draws_the_same_and_others_draw_something_else(string name)
    {
        Func<string> draw = Draws[name];
        string[] drawn = [.. Twice.RunSeeds(10, async sim =>
        {
            using SemaphoreSlim gate = new(0);
            sim.Log(draw());
            await Task.Yield();
            sim.Log(draw());
            Task open = Task.Run(() =>
            {
                sim.Log(draw());
                gate.Release();
            });
            gate.Wait();
            sim.Log(draw() + " " + draw());
            await open;
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => sim.Log(draw()))));
        }).SelectMany(static run => run.Trace).SelectMany(static step => step.Log).SelectMany(static line => line.Split(' '))];
        Assert.Equal(80, drawn.Length);
        Assert.Distinct(drawn);
    }

    [Fact]
    public void What_a_step_draws_more_of_shifts_no_later_step()
    {
        static Func<Simulation, Task> Body(int more) => async sim =>
        {
            for (int i = 0; i < more; i++)
            {
                _ = Guid.NewGuid();
            }

            sim.Log($"{new Random().Next()}");
            await Task.Yield();
            sim.Log($"{Guid.NewGuid()}");
        };
        static string[] Logged(RunResult run) => [.. run.Trace.SelectMany(static step => step.Log)];
        Assert.Equal(Logged(Twice.Run(Body(0))), Logged(Twice.Run(Body(5))));
    }

    [Fact]
    public async Task Code_beside_a_simulation_draws_from_the_operating_system()
    {
        ConcurrentBag<string> outside = [];
        using CancellationTokenSource enough = new();
        void Draw()
        {
            for (int i = 0; i < 2_000 || (!enough.IsCancellationRequested && i < 20_000); i++)
            {
                outside.Add($"{Guid.NewGuid()}");
                outside.Add(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
                outside.Add($"{new Random().NextInt64()}");
            }
        }

        Task[] drawing = [Task.Factory.StartNew(Draw, TaskCreationOptions.LongRunning), Task.Factory.StartNew(Draw, TaskCreationOptions.LongRunning)];
        List<RunResult> runs = Twice.RunSeeds(200, static async sim =>
        {
            sim.Log($"{Guid.NewGuid()}");
            await Task.Yield();
            sim.Log(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
            await Task.Yield();
            sim.Log($"{new Random().NextInt64()}");
        });
        await enough.CancelAsync();
        await Task.WhenAll(drawing);
        Assert.Distinct([.. outside, .. runs.SelectMany(static run => run.Trace).SelectMany(static step => step.Log)]);
    }

    [Fact]
    public void Between_runs_the_operating_system_answers()
    {
        DrawingObserver observer = new();
        ExploreOptions options = new() { Runs = 20, Seed = 3, Observer = observer };
        for (int i = 0; i < 2; i++)
        {
            observer.Draw();
            Simulator.Explore(static async _ => await Task.Yield(), options);
        }

        Assert.InRange(observer.Drawn.Count, 600, int.MaxValue);
        Assert.Distinct(observer.Drawn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Long_buffers_are_filled_evenly_to_the_last_byte(bool inside)
    {
        byte[] secure = new byte[1_000_003];
        byte[] fast = new byte[100_003];
        void Fill()
        {
            RandomNumberGenerator.Fill(secure.AsSpan(1, secure.Length - 2));
            for (int i = 1; i < fast.Length - 16; i += 16)
            {
                Guid.NewGuid().TryWriteBytes(fast.AsSpan(i));
            }
        }

        Task FillIn(Simulation sim)
        {
            Fill();
            sim.Log(Convert.ToHexString(SHA256.HashData([.. secure, .. fast])));
            return Task.CompletedTask;
        }

        if (inside)
        {
            Twice.Run(FillIn);
        }
        else
        {
            Fill();
        }

        Assert.Equal((0, 0), (secure[0], secure[^1]));
        AssertEven(secure.AsSpan(1, secure.Length - 2));
        AssertEven([.. fast.Where(static (_, i) => (i - 1) % 16 < 6)]);
    }

    [Fact]
    public void An_empty_buffer_is_left_alone_and_uses_nothing_up()
    {
        static Func<Simulation, Task> Body(bool empty) => sim =>
        {
            if (empty)
            {
                RandomNumberGenerator.Fill([]);
                Assert.Empty(RandomNumberGenerator.GetBytes(0));
            }

            sim.Log(Convert.ToHexString(RandomNumberGenerator.GetBytes(5)));
            return Task.CompletedTask;
        };
        Assert.Equal(Twice.Run(Body(true)).Fingerprint, Twice.Run(Body(false)).Fingerprint);
        RandomNumberGenerator.Fill([]);
    }

    private static byte[] FromInstance()
    {
        byte[] drawn = new byte[9];
        using RandomNumberGenerator generator = RandomNumberGenerator.Create();
        generator.GetBytes(drawn);
        return drawn;
    }

    private static string IdsOfNewActivity()
    {
        using Activity activity = new Activity("work").Start();
        return $"{activity.TraceId}{activity.SpanId}";
    }

    private static string KeyOfNewAes()
    {
        using Aes aes = Aes.Create();
        return Convert.ToHexString(aes.Key);
    }

    /// <summary>Chi-squared over the values of a byte: mean 255, standard deviation 22.6. Good bytes are beyond the bounds once in 10^12 times.</summary>
    private static void AssertEven(ReadOnlySpan<byte> bytes)
    {
        double[] counts = new double[256];
        foreach (byte value in bytes)
        {
            counts[value]++;
        }

        double expected = bytes.Length / 256.0;
        Assert.InRange(counts.Sum(count => (count - expected) * (count - expected) / expected), 95, 450);
    }

    private sealed class DrawingObserver : IExplorationObserver
    {
        public List<string> Drawn { get; } = [];

        public void RunStarting(int run, ulong seed) => Draw();

        public void RunEnded(CompletedRun run) => Draw();

        public void Draw() => Drawn.AddRange(Draws.Where(static draw => !OfCarrier.Contains(draw.Key)).Select(static draw => draw.Value()));
    }
}
