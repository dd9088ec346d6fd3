using System.Net;
using System.Net.Sockets;
using Sim.Scenarios.Conformance;
using Sim.Transports;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>Names with several addresses: whom is connected to, and when. The network is a made-up one.</summary>
public class HappyEyeballsTests
{
    private static readonly string[] s_addresses = ["2001:db8::1", "2001:db8::2", "10.9.9.1", "10.9.9.2"];

    /// <remarks>Seen to fail when families did not take turns.</remarks>
    [Theory]
    [RealAndNested]
    public void B146_Families_take_turns_and_one_that_fails_starts_the_next_at_once__test_first_error_second_successful(ArmKind arm) => Run(arm, [], async (network, log) =>
    {
        SocketException thrown = await Assert.ThrowsAsync<SocketException>(() => TheLoop.OpenConnectionAsync("host", 1));
        Assert.Equal(["2001:db8::1 at 0", "10.9.9.1 at 0", "2001:db8::2 at 0", "10.9.9.2 at 0"], log);
        Assert.Equal(SocketError.ConnectionRefused, thrown.SocketErrorCode);
        AggregateException all = await Assert.ThrowsAsync<AggregateException>(
            () => TheLoop.OpenConnectionAsync("host", 1, new ConnectionOptions { ThrowsAllErrors = true }));
        Assert.Equal(4, all.InnerExceptions.Count);
        Assert.Empty(network.Pending);
    });

    [Theory]
    [RealAndNested]
    public void B146_When_one_does_not_answer_the_next_starts_after_the_delay_and_the_loser_is_canceled__test_first_timeout_second_successful(ArmKind arm) =>
        Run(arm, ["2001:db8::1", "10.9.9.1"], async (network, log) =>
        {
            LoopTask<StreamConnection> connecting = TheLoop.CreateTask(() => TheLoop.OpenConnectionAsync("host", 1));
            while (network.Pending.Count < 2)
            {
                await LoopTask.Sleep(Ms(10));
            }

            network.Answer("10.9.9.1");
            StreamConnection connection = await connecting;
            Assert.Equal("10.9.9.1:1", connection.RemoteEndPoint!.ToString());
            Assert.Equal(["2001:db8::1 at 0", "10.9.9.1 at 250"], log);
            Assert.Equal(["2001:db8::1"], network.Canceled);
        });

    [Theory]
    [RealAndNested]
    public void Without_a_delay_they_are_tried_one_after_another(ArmKind arm) => Run(arm, ["10.9.9.1"], async (network, log) =>
    {
        LoopTask<StreamConnection> connecting = TheLoop.CreateTask(() => TheLoop.OpenConnectionAsync("host", 1, new ConnectionOptions { HappyEyeballsDelay = null }));
        await LoopTask.Sleep(Ms(400));
        Assert.Equal(["2001:db8::1 at 0", "10.9.9.1 at 0"], log);
        network.Answer("10.9.9.1");
        await connecting;
    });

    [Theory]
    [RealAndNested]
    public void When_it_is_canceled_all_are(ArmKind arm) => Run(arm, ["2001:db8::1", "10.9.9.1"], async (network, _) =>
    {
        LoopTask<StreamConnection> connecting = TheLoop.CreateTask(() => TheLoop.OpenConnectionAsync("host", 1));
        while (network.Pending.Count < 2)
        {
            await LoopTask.Sleep(Ms(10));
        }

        connecting.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await connecting);
        Assert.Equal(["10.9.9.1", "2001:db8::1"], network.Canceled.Order(StringComparer.Ordinal));
    });

    /// <remarks>Seen to fail when a connection that was too late was kept open.</remarks>
    [Theory]
    [RealAndNested]
    public void Who_answers_in_the_same_tick_as_the_winner_is_aborted(ArmKind arm) => Run(arm, ["2001:db8::1", "10.9.9.1"], async (network, _) =>
    {
        LoopTask<StreamConnection> connecting = TheLoop.CreateTask(() => TheLoop.OpenConnectionAsync("host", 1));
        while (network.Pending.Count < 2)
        {
            await LoopTask.Sleep(Ms(10));
        }

        network.Answer("2001:db8::1");
        network.Answer("10.9.9.1");
        StreamConnection connection = await connecting;
        string loser = Assert.Single(network.Aborted);
        Assert.NotEqual(loser, connection.RemoteEndPoint!.ToString());
        Assert.False(connection.Transport.IsClosing);
    });

    private static void Run(ArmKind arm, string[] silent, Func<MadeUpNetwork, List<string>, Task> body)
    {
        MadeUpNetwork network = null!;
        Conformance.Arms.Run(
            arm,
            () =>
            {
                network.Begin();
                return body(network, network.Log);
            },
            () => new EventLoopOptions { Network = network = new MadeUpNetwork(silent) });
    }

    /// <summary>A network on which some addresses do not answer until they are told to, and the others refuse.</summary>
    private sealed class MadeUpNetwork(string[] silent) : ILoopNetwork
    {
        private long _start;

        public List<string> Log { get; } = [];

        public List<string> Canceled { get; } = [];

        public List<string> Aborted { get; } = [];

        public SortedDictionary<string, TaskCompletionSource<bool>> Pending { get; } = new(StringComparer.Ordinal);

        public void Begin() => _start = TheLoop.Time;

        public void Answer(string address) => Pending[address].SetResult(true);

        public async Task<IStreamTransport> ConnectAsync(EndPoint remote, Func<IProtocol> protocol, ConnectOptions? options = null, CancellationToken cancellation = default)
        {
            string address = ((IPEndPoint)remote).Address.ToString();
            long after = (TheLoop.Time - _start) / TimeSpan.TicksPerMillisecond;
            Log.Add($"{address} at {(after < 200 ? 0 : 250)}");
            if (!silent.Contains(address))
            {
                throw new SocketException((int)SocketError.ConnectionRefused);
            }

            var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            Pending.Add(address, answer);
            using CancellationTokenRegistration registration = cancellation.Register(() => answer.TrySetCanceled(cancellation));
            try
            {
                await answer.Task;
            }
            catch (OperationCanceledException)
            {
                Canceled.Add(address);
                throw;
            }

            var transport = new Transport(this, remote, protocol());
            transport.Protocol.ConnectionMade(transport);
            return transport;
        }

        public ITransportListener Listen(EndPoint local, Func<IProtocol> protocol, ListenOptions? options = null) => throw new NotSupportedException();

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation = default) => Task.FromResult(Array.ConvertAll(s_addresses, IPAddress.Parse));

        public IDatagramTransport OpenDatagram(EndPoint? local, EndPoint? remote, Func<IDatagramProtocol> protocol, DatagramOptions? options = null) => throw new NotSupportedException();
    }

    private sealed class Transport(MadeUpNetwork network, EndPoint remote, IProtocol protocol) : IStreamTransport
    {
        public EndPoint? LocalEndPoint => null;

        public EndPoint? RemoteEndPoint => remote;

        public IProtocol Protocol { get; set; } = protocol;

        public bool IsClosing { get; private set; }

        public int WriteBufferSize => 0;

        public WriteBufferLimits WriteBufferLimits { get; set; }

        public bool CanWriteEof => false;

        public bool IsReading => false;

        public void Abort()
        {
            IsClosing = true;
            network.Aborted.Add(remote.ToString()!);
        }

        public void Close() => IsClosing = true;

        public void Write(ReadOnlySpan<byte> data)
        {
        }

        public void WriteEof()
        {
        }

        public void PauseReading()
        {
        }

        public void ResumeReading()
        {
        }
    }
}
