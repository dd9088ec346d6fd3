using System.Net;
using System.Net.Sockets;
using System.Text;
using Sim.Scenarios.Conformance;
using Sim.Scenarios.Determinism;
using Sim.Transports;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>Datagrams over the loop's transports.</summary>
public class DatagramTests
{
    [Theory]
    [EveryOrder]
    public void Datagrams_pass_with_their_senders_address(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Mailbox server = await Mailbox.OpenAsync(Anywhere, null);
        Mailbox client = await Mailbox.OpenAsync(Anywhere, null);
        client.Transport.Send("ping"u8, At(server));
        (string text, EndPoint from) = await server.Mail.GetAsync();
        Assert.Equal("ping", text);
        Assert.Equal(((IPEndPoint)client.Transport.LocalEndPoint!).Port, ((IPEndPoint)from).Port);
        server.Transport.Send("pong"u8, from);
        server.Transport.Send([], from);
        string[] answers = [(await client.Mail.GetAsync()).Text, (await client.Mail.GetAsync()).Text];
        Assert.Equal(["", "pong"], answers.Order(StringComparer.Ordinal));
        await server.CloseAsync();
        await client.CloseAsync();
    });

    /// <remarks>Seen to fail when a refusal was taken for the end of the socket.</remarks>
    [Theory]
    [EveryOrder]
    public void B162_That_nobody_is_there_is_told_and_the_socket_lives_on__test_sendto_error_received_connected(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Mailbox gone = await Mailbox.OpenAsync(Anywhere, null);
        IPEndPoint address = At(gone);
        Mailbox client = await Mailbox.OpenAsync(null, address);
        await gone.CloseAsync();
        Assert.Equal(address, client.Transport.RemoteEndPoint);
        client.Transport.Send("anybody?"u8);
        Assert.Equal(SocketError.ConnectionRefused, ErrorOf(await client.Errors.GetAsync()));
        Assert.False(client.Transport.IsClosing);
        Mailbox again = await Mailbox.OpenAsync(address, null);
        client.Transport.Send("now?"u8);
        Assert.Equal("now?", (await again.Mail.GetAsync()).Text);
        await again.CloseAsync();
        await client.CloseAsync();
    });

    [Theory]
    [EveryOrder]
    public void A_datagram_that_is_too_long_is_told_of_and_not_sent(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Mailbox server = await Mailbox.OpenAsync(Anywhere, null);
        Mailbox client = await Mailbox.OpenAsync(null, At(server));
        client.Transport.Send(new byte[65_508]);
        Assert.Equal(SocketError.MessageSize, ErrorOf(await client.Errors.GetAsync()));
        client.Transport.Send(Pattern(60_000));
        Assert.Equal(60_000, (await server.Mail.GetAsync()).Text.Length);
        await server.CloseAsync();
        await client.CloseAsync();
    });

    [Theory]
    [EveryOrder]
    public void Nonsense_is_refused(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await Assert.ThrowsAsync<ArgumentException>(() => TheLoop.CreateDatagramEndpointAsync(static () => new Mailbox()));
        Mailbox server = await Mailbox.OpenAsync(Anywhere, null);
        Mailbox client = await Mailbox.OpenAsync(null, At(server));
        Assert.Throws<ArgumentException>(() => server.Transport.Send("to whom?"u8));
        Assert.Throws<ArgumentException>(() => client.Transport.Send("to another"u8, new IPEndPoint(IPAddress.Loopback, 9)));
        Assert.Throws<ArgumentException>(() => client.Transport.Protocol = new Recorder());
        await server.CloseAsync();
        await client.CloseAsync();
        client.Transport.Send("dropped"u8);
    });

    [Fact]
    public void In_a_simulation_datagrams_are_lost_and_doubled_as_the_links_have_it()
    {
        int lost = 0;
        int doubled = 0;
        foreach (RunResult run in Twice.RunSeeds(10, async sim =>
        {
            sim.Network.Links = new LinkOptions { Loss = 0.2, Duplication = 0.2 };
            sim.AddHost("far", static async _ =>
            {
                Mailbox box = await Mailbox.OpenAsync(new IPEndPoint(IPAddress.Any, 7), null);
                await LoopTask.Sleep(TimeSpan.FromSeconds(1));
                box.Transport.Send(Encoding.ASCII.GetBytes($"{box.Mail.Count}"), box.LastFrom!);
                await LoopTask.Sleep(TimeSpan.FromSeconds(1));
            });
            await LoopTask.Sleep(Ms(1));
            Mailbox near = await Mailbox.OpenAsync(null, new IPEndPoint(IPAddress.Parse("10.0.0.2"), 7));
            for (int i = 0; i < 20; i++)
            {
                near.Transport.Send("x"u8);
            }

            await LoopTask.Sleep(TimeSpan.FromSeconds(2));
            int count = near.Mail.TryGet(out (string Text, EndPoint From) told) ? int.Parse(told.Text, System.Globalization.CultureInfo.InvariantCulture) : 0;
            lost += count < 20 ? 1 : 0;
            doubled += count > 20 ? 1 : 0;
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
        }

        Assert.True(lost > 0, "Nothing was ever lost.");
        Assert.True(doubled > 0, "There were never more than were sent.");
    }

    private static IPEndPoint At(Mailbox box) => new(IPAddress.Loopback, ((IPEndPoint)box.Transport.LocalEndPoint!).Port);

    private sealed class Mailbox : IDatagramProtocol
    {
        private readonly LoopFuture<Exception?> _lost = new();

        public AsyncQueue<(string Text, EndPoint From)> Mail { get; } = new();

        public AsyncQueue<Exception> Errors { get; } = new();

        public IDatagramTransport Transport { get; private set; } = null!;

        public EndPoint? LastFrom { get; private set; }

        public static async Task<Mailbox> OpenAsync(EndPoint? local, EndPoint? remote)
        {
            var box = new Mailbox();
            box.Transport = await TheLoop.CreateDatagramEndpointAsync(() => box, local, remote);
            return box;
        }

        public void ConnectionMade(ITransport transport) => Assert.Null(LastFrom);

        public void DatagramReceived(ReadOnlySpan<byte> data, EndPoint from)
        {
            LastFrom = from;
            Assert.True(Mail.TryPut((Encoding.Latin1.GetString(data), from)));
        }

        public void ErrorReceived(Exception error) => Assert.True(Errors.TryPut(error));

        public void ConnectionLost(Exception? error) => _lost.SetResult(error);

        public async Task CloseAsync()
        {
            Transport.Close();
            Assert.Null(await _lost);
        }
    }
}
