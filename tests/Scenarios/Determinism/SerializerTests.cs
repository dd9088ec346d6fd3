using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sim.Scenarios.AspNetCore;
using Sim.WebApp;

namespace Sim.Scenarios.Determinism;

/// <summary>System.Text.Json writes a type in other pieces once it has written it ten times: every run begins as a process does.</summary>
public class SerializerTests
{
    private static readonly string[] AtFirst = ["""{"Color":"Blue"}"""];
    private static readonly string[] Later = ["{\"Color\":\"Blue\"", "}"];

    /// <summary>Seen to fail: what was learned is not forgotten when a run begins.</summary>
    [Fact]
    public void What_earlier_runs_wrote_changes_nothing() => RunTwelve();

    /// <summary>Seen to fail: what was learned is not forgotten when a run begins.</summary>
    [Fact]
    public void A_large_value_in_an_earlier_run_changes_nothing()
    {
        RunResult large = Simulator.Run(static _ => JsonSerializer.SerializeAsync(Stream.Null, new Paint(Color.Blue, new string('x', 100_000)), PaintJson.Default.Paint));
        Assert.Equal(RunOutcome.Passed, large.Outcome);
        RunTwelve();
    }

    /// <summary>An HTTP server makes a chunk of each piece. Seen to fail: what was learned is not forgotten when a run begins.</summary>
    [Fact]
    public void A_server_sends_the_same_chunks_in_every_run() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("backend").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://backend");
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal("""{"kind":"Warm"}""", await client.GetStringAsync("/greeting"));
        }
    });

    /// <summary>
    /// Equal options share what was learned for as long as the collector has not taken the first of them. Seen to fail: it is not forgotten when a host
    /// starts again.
    /// </summary>
    [Fact]
    public void When_the_garbage_of_a_host_that_crashed_is_collected_changes_nothing()
    {
        bool collects = false;
        async Task Body(Simulation sim)
        {
            SimulatedHost host = sim.AddHost("painter", _ => WriteAsync(sim, 7, NewOptions()));
            await Task.Delay(100);
            if (collects)
            {
                GC.Collect();
            }

            await host.RestartAsync();
            await Task.Delay(100);
        }

        RunResult kept = Twice.Run(Body);
        collects = true;
        RunResult collected = Twice.Run(Body);
        Assert.Equal((RunOutcome.Passed, kept.Fingerprint), (collected.Outcome, collected.Fingerprint));
    }

    private static void RunTwelve()
    {
        RunResult run = Twice.Run(static sim => WriteAsync(sim, 12, PaintJson.Default.Options));
        Assert.Equal([.. Enumerable.Repeat(AtFirst, 10).SelectMany(static each => each), .. Later, .. Later], run.Trace.SelectMany(static step => step.Log));
    }

    private static async Task WriteAsync(Simulation sim, int count, JsonSerializerOptions options)
    {
        for (int i = 0; i < count; i++)
        {
            await JsonSerializer.SerializeAsync(new Pieces(sim), new Paint(Color.Blue, null), options);
        }
    }

    /// <summary>They differ from those of the context in what generated code has no part in.</summary>
    private static JsonSerializerOptions NewOptions() => new(PaintJson.Default.Options) { AllowTrailingCommas = true };

    /// <summary>Logs each piece that it is handed.</summary>
    private sealed class Pieces(Simulation sim) : PipeWriter
    {
        private readonly byte[] _buffer = new byte[4_096];

        public override bool CanGetUnflushedBytes => true;

        public override long UnflushedBytes => 0;

        public override void Advance(int bytes) => sim.Log(Encoding.UTF8.GetString(_buffer, 0, bytes));

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }
}

internal enum Color
{
    Red,
    Blue,
}

internal sealed record Paint(Color Color, string? Name);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Paint))]
internal sealed partial class PaintJson : JsonSerializerContext;
