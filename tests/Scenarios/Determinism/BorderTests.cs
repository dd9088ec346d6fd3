using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Sim.Scenarios.Determinism;

/// <summary>What leaves the simulation is noticed where it does so, with the stack and a remedy, and nothing hangs on it.</summary>
public sealed class BorderTests : IDisposable
{
    /// <summary>For what is never answered: a run waits as long as a step may take, and the first step reads all that HttpClient needs.</summary>
    private static readonly RunOptions Impatient = new() { StepTimeout = TimeSpan.FromSeconds(2) };

    /// <summary>Nobody listens there, and nobody else can.</summary>
    private readonly Socket _closed = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public BorderTests()
    {
        _silent.Start();
        _closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    private IPEndPoint Silent => (IPEndPoint)_silent.LocalEndpoint;

    public void Dispose()
    {
        _silent.Dispose();
        _closed.Dispose();
    }

    private static Escape Single(RunResult run, string what)
    {
        Escape escape = Assert.Single(run.Escapes, escape => escape.What.Contains(what, StringComparison.Ordinal));
        Assert.Contains($"Left the simulation: {escape.What}", run.Story, StringComparison.Ordinal);
        Assert.Contains(escape.Remedy, run.Story, StringComparison.Ordinal);
        return escape;
    }

    private static RunResult[] Run(Func<Simulation, Task> body, RunOptions? options = null) => [Simulator.Run(body, options), Simulator.Run(body, options)];

    [Fact]
    public void A_bare_client_that_is_refused_fails_and_names_what_it_called()
    {
        IPEndPoint closed = (IPEndPoint)_closed.LocalEndPoint!;
        Assert.All(Run(_ => CallAsync(closed)), run =>
        {
            Assert.Equal(RunOutcome.Failed, run.Outcome);
            Escape escape = Single(run, $"A real socket connects to {closed}.");
            Assert.Contains("sim.Network.CreateHandler()", escape.Remedy, StringComparison.Ordinal);
            Assert.Contains("IHttpClientFactory", escape.Remedy, StringComparison.Ordinal);
            Assert.Contains(nameof(CallAsync), escape.Stack, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_bare_client_that_is_never_answered_does_not_hang() => Assert.All(Run(_ => CallAsync(Silent), Impatient), run =>
    {
        Assert.NotEqual(RunOutcome.Passed, run.Outcome);
        Assert.Contains(nameof(CallAsync), Single(run, $"A real socket connects to {Silent}.").Stack, StringComparison.Ordinal);
    });

    [Fact]
    public void A_socket_that_is_never_answered_does_not_hang() => Assert.All(Run(async _ =>
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Silent);
        await socket.ReceiveAsync(new byte[1]);
    }, Impatient), run =>
    {
        Assert.Equal(RunOutcome.Escaped, run.Outcome);
        Single(run, $"connects to {Silent}.");
    });

    [Fact]
    public void A_body_that_is_done_all_the_same_has_escaped() => Assert.All(Run(async _ =>
    {
        using TcpClient client = new();
        await client.ConnectAsync(Silent);
    }), run =>
    {
        Assert.Equal(RunOutcome.Escaped, run.Outcome);
        Assert.Contains("at ", Single(run, "A real socket connects").Stack, StringComparison.Ordinal);
    });

    [Fact]
    public void A_listener_of_the_real_network_is_an_escape() => Assert.All(Run(_ =>
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return Task.CompletedTask;
    }), run =>
    {
        Assert.Equal(RunOutcome.Escaped, run.Outcome);
        Assert.Contains("sim.Network.Listen", Single(run, "A real socket is bound to 127.0.0.1:0.").Remedy, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_name_that_is_looked_up_for_real_is_an_escape(bool blocking) => Assert.All(Run(async _ =>
    {
        Assert.NotEmpty(blocking ? Dns.GetHostAddresses("localhost") : await Dns.GetHostAddressesAsync("localhost"));
    }), run =>
    {
        Assert.Equal(RunOutcome.Escaped, run.Outcome);
        Assert.Contains(nameof(BorderTests), Single(run, "The name \"localhost\" is looked up").Stack, StringComparison.Ordinal);
    });

    [Fact]
    public void A_file_watcher_is_an_escape()
    {
        string folder = Directory.CreateTempSubdirectory("sim-border-").FullName;
        try
        {
            Assert.All(Run(_ =>
            {
                using FileSystemWatcher watcher = new(folder) { EnableRaisingEvents = true };
                return Task.CompletedTask;
            }), run =>
            {
                Assert.Equal(RunOutcome.Escaped, run.Outcome);
                Escape escape = Single(run, $"A file watcher watches {folder}");
                Assert.Contains("reloadOnChange: false", escape.Remedy, StringComparison.Ordinal);
                Assert.Contains(nameof(BorderTests), escape.Stack, StringComparison.Ordinal);
            });
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void A_process_that_is_started_is_an_escape() => Assert.All(Run(static _ =>
    {
        using Process? started = Process.Start("true");
        return Task.CompletedTask;
    }), static run =>
    {
        Assert.Equal(RunOutcome.Escaped, run.Outcome);
        Assert.Contains("fake", Single(run, "A process of the operating system is started.").Remedy, StringComparison.Ordinal);
    });

    [Fact]
    public async Task The_real_network_beside_a_simulation_is_no_business_of_its()
    {
        using CancellationTokenSource enough = new();
        Task beside = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                // Closed by a reset, a connection leaves no port behind that waits: there is no end to them.
                using TcpClient client = new() { LingerState = new(true, 0) };
                await client.ConnectAsync(Silent);
                using TcpClient server = await _silent.AcceptTcpClientAsync();
                await Dns.GetHostAddressesAsync("localhost");
            }
        });
        List<RunResult> runs = Twice.RunSeeds(300, static async _ => await Task.Yield());
        await enough.CancelAsync();
        await beside;
        Assert.All(runs, static run => Assert.Equal((RunOutcome.Passed, 0), (run.Outcome, run.Escapes.Count)));
    }

    private static async Task CallAsync(IPEndPoint server)
    {
        using HttpClient client = new();
        await Task.Yield();
        await client.GetStringAsync(new Uri($"http://{server}/"));
    }
}
