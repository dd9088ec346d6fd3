using System.Net;
using System.Net.Sockets;
using System.Text;
using static Sim.Scenarios.IO.Machine.MachineLoops;

namespace Sim.Scenarios.IO.Machine;

/// <summary>
/// Awaiting sockets of a program's own.
/// Seen to fail: B163 when Cancel left the callback where it was; the second waiter's when ReadyFuture did not look.
/// </summary>
public class SocketAwaitTests
{
    [Theory]
    [BothSelectors]
    public void A_conversation_over_sockets_of_the_programs_own__test_sock_client_ops(SelectorKind kind) => Run(kind, async loop =>
    {
        using Socket listener = Listener();
        LoopTask<Socket> accepting = loop.CreateTask(() => loop.SocketAcceptAsync(listener));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        await loop.SocketConnectAsync(client, listener.LocalEndPoint!);
        using Socket server = await accepting;
        var buffer = new byte[100];
        LoopTask<int> receiving = loop.CreateTask(async () => await loop.SocketReceiveAsync(server, buffer));
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        Assert.False(receiving.IsDone);
        await loop.SocketSendAllAsync(client, "hello"u8.ToArray());
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, await receiving));
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await loop.SocketReceiveAsync(server, buffer));
    });

    [Theory]
    [BothSelectors]
    public void Much_is_sent_in_parts__test_sock_client_fail_and_big_sendall(SelectorKind kind) => Run(kind, async loop =>
    {
        (Socket one, Socket other) = Pair();
        var sent = new byte[5_000_000];
        new Random(1).NextBytes(sent);
        LoopTask sending = loop.CreateTask(async () =>
        {
            await loop.SocketSendAllAsync(one, sent);
            one.Shutdown(SocketShutdown.Send);
        });
        using var received = new MemoryStream();
        var buffer = new byte[70_000];
        while (await loop.SocketReceiveAsync(other, buffer) is > 0 and int count)
        {
            received.Write(buffer, 0, count);
        }

        await sending;
        Assert.True(sent.AsSpan().SequenceEqual(received.ToArray()));
        one.Dispose();
        other.Dispose();
    });

    [Theory]
    [BothSelectors]
    public void B163_Canceling_an_accept_frees_the_descriptor_and_later_connections_are_refused__test_cancel_sock_accept(SelectorKind kind) => Run(kind, async loop =>
    {
        Socket listener = Listener();
        EndPoint address = listener.LocalEndPoint!;
        LoopTask<Socket> accepting = loop.CreateTask(() => loop.SocketAcceptAsync(listener));
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        Assert.True(accepting.Cancel());
        await LoopTask.Wait([accepting]);
        Assert.True(accepting.IsCanceled);
        Assert.False(loop.RemoveReader(listener));
        listener.Dispose();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => loop.SocketConnectAsync(client, address));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    });

    [Theory]
    [BothSelectors]
    public void B163_A_token_frees_the_descriptor_from_another_thread(SelectorKind kind) => Run(kind, async loop =>
    {
        (Socket one, Socket other) = Pair();
        using var stop = new CancellationTokenSource();
        LoopTask<int> receiving = loop.CreateTask(async () => await loop.SocketReceiveAsync(one, new byte[1], stop.Token));
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        ThreadPool.UnsafeQueueUserWorkItem(_ => stop.Cancel(), null);
        OperationCanceledException thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await receiving);
        Assert.False(loop.RemoveReader(one), thrown.ToString());
        one.Dispose();
        other.Dispose();
    });

    [Theory]
    [BothSelectors]
    public void A_second_waiter_and_a_blocking_socket_are_refused__test_sock_ops_blocking(SelectorKind kind) => Run(kind, async loop =>
    {
        (Socket one, Socket other) = Pair();
        LoopTask<int> receiving = loop.CreateTask(async () => await loop.SocketReceiveAsync(one, new byte[1]));
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await loop.SocketReceiveAsync(one, new byte[1]));
        other.Send([1]);
        Assert.Equal(1, await receiving);
        one.Blocking = true;
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await loop.SocketReceiveAsync(one, new byte[1]));
        one.Dispose();
        other.Dispose();
    });

    [Theory]
    [BothSelectors]
    public void Datagrams_come_with_their_sender__test_sock_recvfrom(SelectorKind kind) => Run(kind, async loop =>
    {
        using var one = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        one.Bind(AnyPort);
        other.Bind(AnyPort);
        var buffer = new byte[10];
        LoopTask<(int Count, EndPoint From)> receiving = loop.CreateTask(async () => await loop.SocketReceiveFromAsync(other, buffer));
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(1));
        await loop.SocketSendToAsync(one, "abc"u8.ToArray(), other.LocalEndPoint!);
        (int count, EndPoint from) = await receiving;
        Assert.Equal(("abc", one.LocalEndPoint), (Encoding.UTF8.GetString(buffer, 0, count), from));
    });
}
