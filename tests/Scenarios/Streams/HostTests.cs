using System.Net;
using System.Net.Sockets;
using Sim.Scenarios.Determinism;
using Sim.Transports;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>Streams between hosts of a simulation: whose step is whose, latencies, and what crashes leave.</summary>
public class HostTests
{
    private const int Port = 7000;

    /// <remarks>Seen to fail when the callbacks of a transport ran as steps of the host that had sent.</remarks>
    [Fact]
    public void Each_side_runs_on_its_own_host()
    {
        foreach (RunResult run in Twice.RunSeeds(20, async sim =>
        {
            List<string> told = [];
            SimulatedHost server = sim.AddHost("server", async host =>
            {
                LoopServer listening = await TheLoop.CreateServerAsync(() => new Teller(told), new IPEndPoint(IPAddress.Any, Port));
                await listening.ServeForeverAsync();
            });
            await server.Started;
            SimulatedHost client = sim.AddHost("client", async _ =>
            {
                await using StreamConnection connection = await TheLoop.OpenConnectionAsync("server", Port);
                connection.Writer.Write("hello\n");
                Assert.Equal("hello to you", await connection.Reader.ReadTextLineAsync());
                IsOn("10.0.0.3");
            });
            await client.Completion;
            await sim.Eventually(() => told.Count == 4, TimeSpan.FromSeconds(1));
            Assert.Equal(["made", "data", "eof", "lost"], told);
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
        }
    }

    /// <remarks>Seen to fail when a machine that had crashed answered what it knew nothing of by silence.</remarks>
    [Fact]
    public void A_host_that_crashes_is_told_nothing_and_its_peer_learns_when_it_writes()
    {
        int told = 0;
        foreach (RunResult run in Twice.RunSeeds(20, async sim =>
        {
            SimulatedHost server = sim.AddHost("server", async host =>
            {
                LoopServer listening = await TheLoop.StartServerAsync(
                    async connection =>
                    {
                        await connection.Reader.ReadToEndAsync();
                        told += host.Incarnation == 1 ? 1 : 0;
                    },
                    new IPEndPoint(IPAddress.Any, Port));
                await listening.ServeForeverAsync();
            });
            await server.Started;
            await using StreamConnection near = await TheLoop.OpenConnectionAsync("server", Port);
            near.Writer.Write("hello\n");
            await LoopTask.Sleep(Ms(20));
            server.Crash();
            await LoopTask.Sleep(Ms(20));
            server.Restart();
            await server.Started;
            near.Writer.Write("are you there?\n");
            IOException thrown = await Assert.ThrowsAnyAsync<IOException>(async () => await near.Reader.ReadToEndAsync());
            Assert.Equal(SocketError.ConnectionReset, ErrorOf(thrown));
            await using StreamConnection anew = await TheLoop.OpenConnectionAsync("server", Port);
            Assert.NotEqual(near.LocalEndPoint, anew.LocalEndPoint);
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
        }

        Assert.Equal(0, told);
    }

    /// <remarks>What is on its way to it, in the network or in the loop, reaches nobody. Seen to fail when the world ran callbacks of a host that was down.</remarks>
    [Fact]
    public void The_protocols_of_a_host_that_crashed_hear_nothing_more()
    {
        foreach (RunResult run in Twice.RunSeeds(30, static async sim =>
        {
            var far = new Recorder();
            SimulatedHost server = sim.AddHost("server", async _ =>
            {
                LoopServer listening = await TheLoop.CreateServerAsync(() => far, new IPEndPoint(IPAddress.Any, Port));
                await listening.ServeForeverAsync();
            });
            await server.Started;
            StreamConnection near = await TheLoop.OpenConnectionAsync("server", Port);
            await sim.Eventually(() => far.Told.Count > 0, TimeSpan.FromSeconds(1));
            for (int i = 0; i < 20; i++)
            {
                near.Writer.Write("x");
                await LoopTask.Sleep(Ms(sim.Choose(2)));
            }

            server.Crash();
            (int told, long received) = (far.Told.Count, far.Received);
            near.Writer.Write("nobody hears this");
            near.Writer.Close();
            await LoopTask.Sleep(TimeSpan.FromSeconds(1));
            Assert.Equal((told, received), (far.Told.Count, far.Received));
            near.Writer.Abort();
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
        }
    }

    /// <remarks>Seen to fail when bytes that were lost on a link were not asked for again.</remarks>
    [Fact]
    public void Over_links_that_lose_and_delay_every_byte_arrives()
    {
        foreach (RunResult run in Twice.RunSeeds(5, async sim =>
        {
            sim.Network.Links = new LinkOptions { Loss = 0.1, Reordering = 0.1, Bandwidth = 10_000_000 };
            byte[] received = [];
            SimulatedHost server = sim.AddHost("server", async host =>
            {
                var done = new LoopFuture<bool>();
                await TheLoop.StartServerAsync(
                    async connection =>
                    {
                        await using (connection)
                        {
                            received = await connection.Reader.ReadToEndAsync();
                            done.SetResult(true);
                        }
                    },
                    new IPEndPoint(IPAddress.Any, Port));
                await done;
            });
            await server.Started;
            StreamConnection near = await TheLoop.OpenConnectionAsync("server", Port);
            for (int i = 0; i < 20; i++)
            {
                near.Writer.Write(Pattern(10_000, i + 1));
                await near.Writer.DrainAsync();
            }

            await near.DisposeAsync();
            await server.Completion;
            Assert.Equal(Enumerable.Range(0, 20).SelectMany(static i => Pattern(10_000, i + 1)), received);
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
        }
    }

    /// <summary>Only the host itself can listen at its address.</summary>
    private static void IsOn(string address) => TheLoop.Network.Listen(new IPEndPoint(IPAddress.Parse(address), 0), static () => new Recorder()).Close();

    private sealed class Teller(List<string> told) : IStreamProtocol
    {
        private IStreamTransport _transport = null!;

        public void ConnectionMade(ITransport transport)
        {
            _transport = (IStreamTransport)transport;
            told.Add("made");
            IsOn("10.0.0.2");
        }

        public void DataReceived(ReadOnlySpan<byte> data)
        {
            told.Add("data");
            IsOn("10.0.0.2");
            _transport.Write("hello to you\n"u8);
        }

        public bool EofReceived()
        {
            told.Add("eof");
            IsOn("10.0.0.2");
            return false;
        }

        public void ConnectionLost(Exception? error)
        {
            told.Add("lost");
            IsOn("10.0.0.2");
        }
    }
}
