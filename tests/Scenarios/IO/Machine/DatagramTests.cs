using System.Net;
using System.Net.Sockets;
using System.Text;
using Sim.Transports;
using static Sim.Scenarios.IO.Machine.MachineLoops;

namespace Sim.Scenarios.IO.Machine;

/// <summary>
/// Datagram sockets of the machine.
/// Seen to fail: B162 when an error closed the transport; the queue's when a datagram that had to wait was dropped.
/// </summary>
public class DatagramTests
{
    [Theory]
    [BothSelectors]
    public void Datagrams_arrive_whole_with_their_sender(SelectorKind kind) => Run(kind, async loop =>
    {
        var one = new Receiver();
        var other = new Receiver();
        IDatagramTransport from = loop.Network.OpenDatagram(AnyPort, null, () => one);
        IDatagramTransport to = loop.Network.OpenDatagram(AnyPort, null, () => other);
        from.Send("hello"u8, to.LocalEndPoint);
        from.Send([], to.LocalEndPoint);
        await Until(() => other.Datagrams.Count == 2);
        Assert.Equal([("hello", from.LocalEndPoint!), ("", from.LocalEndPoint!)], other.Datagrams);
        to.Send("back"u8, other.Datagrams[0].From);
        await Until(() => one.Datagrams.Count == 1);
        from.Close();
        to.Abort();
        await Until(() => one.IsLost && other.IsLost);
        Assert.Null(one.Error ?? other.Error);
    });

    [Theory]
    [BothSelectors]
    public void B162_A_refused_datagram_is_told_and_the_transport_lives__test_sendto_error_received_connected(SelectorKind kind) => Run(kind, async loop =>
    {
        IPEndPoint nobody;
        using (var closed = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            closed.Bind(AnyPort);
            nobody = (IPEndPoint)closed.LocalEndPoint!;
        }

        var receiver = new Receiver();
        IDatagramTransport transport = loop.Network.OpenDatagram(null, nobody, () => receiver);
        transport.Send("x"u8);
        await Until(() => receiver.Errors.Count > 0);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(receiver.Errors[0]).SocketErrorCode);
        Assert.False(transport.IsClosing);
        transport.Send("y"u8);
        await Until(() => receiver.Errors.Count > 1);
        transport.Close();
        await Until(() => receiver.IsLost);
        Assert.Null(receiver.Error);
    });

    [Fact]
    public void B162_A_datagram_that_has_to_wait_is_queued__test_sendto_tryagain() => Run(SelectorKind.Own, async loop =>
    {
        // The queue of a Unix socket is short, and whoever sends to a full one has to wait.
        string path = Path.Combine(Path.GetTempPath(), $"sim-{Guid.NewGuid():N}.sock");
        using var slow = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        slow.Bind(new UnixDomainSocketEndPoint(path));
        var receiver = new Receiver();
        IDatagramTransport transport = loop.Network.OpenDatagram(null, new UnixDomainSocketEndPoint(path), () => receiver);
        for (int i = 0; i < 2000; i++)
        {
            transport.Send(BitConverter.GetBytes(i));
        }

        Assert.True(transport.WriteBufferSize > 0);
        Task<int> reading = Task.Run(() =>
        {
            var buffer = new byte[10];
            int inOrder = 0;
            while (inOrder < 2000 && slow.Receive(buffer) == 4 && BitConverter.ToInt32(buffer) == inOrder)
            {
                inOrder++;
            }

            return inOrder;
        });
        transport.Close();
        Assert.Equal(2000, await reading);
        await Until(() => receiver.IsLost);
        File.Delete(path);
    });

    [Theory]
    [BothSelectors]
    public void Wrong_addresses_are_refused(SelectorKind kind) => Run(kind, loop =>
    {
        Assert.Throws<ArgumentException>(() => loop.Network.OpenDatagram(null, null, () => new Receiver()));
        Assert.Throws<ArgumentException>(() => loop.Network.OpenDatagram(AnyPort, new IPEndPoint(IPAddress.IPv6Loopback, 1), () => new Receiver()));
        IDatagramTransport free = loop.Network.OpenDatagram(AnyPort, null, () => new Receiver());
        Assert.Throws<ArgumentException>(() => free.Send("x"u8));
        IDatagramTransport connected = loop.Network.OpenDatagram(null, free.LocalEndPoint, () => new Receiver());
        Assert.Throws<ArgumentException>(() => connected.Send("x"u8, new IPEndPoint(IPAddress.Loopback, 1)));
        Assert.Throws<SocketException>(() => loop.Network.OpenDatagram(free.LocalEndPoint, null, () => new Receiver()));
        return Task.CompletedTask;
    });

    internal sealed class Receiver : IDatagramProtocol
    {
        public List<(string Text, EndPoint From)> Datagrams { get; } = [];

        public List<Exception> Errors { get; } = [];

        public bool IsLost { get; private set; }

        public Exception? Error { get; private set; }

        public void ConnectionMade(ITransport transport)
        {
        }

        public void DatagramReceived(ReadOnlySpan<byte> data, EndPoint from) => Datagrams.Add((Encoding.UTF8.GetString(data), from));

        public void ErrorReceived(Exception error) => Errors.Add(error);

        public void ConnectionLost(Exception? error) => (IsLost, Error) = (true, error);
    }
}
