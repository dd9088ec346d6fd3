using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>The machine's network: its sockets, without a thread beside the loop's but for names.</summary>
internal sealed class SocketNetwork(EventLoop loop, DescriptorSelector selector) : ILoopNetwork
{
    /// <summary>How much one receive takes at most: enough that large transfers need few calls, and that nobody else waits long.</summary>
    public const int BufferSize = 256 * 1024;

    private byte[]? _buffer;

    public EventLoop Loop => loop;

    public DescriptorSelector Selector => selector;

    /// <summary>Into which all connections of the loop receive, one after another; pinned, so that the collector never moves it.</summary>
    public Span<byte> Buffer => _buffer ??= GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);

    /// <summary>Whether it waits for any descriptor, and needs no sockets of .NET's for it.</summary>
    public bool IsDirect => selector is EpollSelector;

    public async Task<IStreamTransport> ConnectAsync(EndPoint remote, Func<IProtocol> protocol, ConnectOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(remote);
        ArgumentNullException.ThrowIfNull(protocol);
        cancellation.ThrowIfCancellationRequested();
        options ??= new ConnectOptions();
        StreamSocketTransport transport = await Connect(remote, protocol, options, cancellation);
        try
        {
            // The protocol is told first that the connection is there.
            await LoopTask.Sleep(TimeSpan.Zero);
            return transport;
        }
        catch
        {
            transport.Abort();
            throw;
        }
    }

    public ITransportListener Listen(EndPoint local, Func<IProtocol> protocol, ListenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(local);
        ArgumentNullException.ThrowIfNull(protocol);
        options ??= new ListenOptions();
        MachineSocket socket = Open(local, SocketType.Stream);
        try
        {
            socket.Apply(options, local);
            Bind(socket, local);
            ThrowIfFailed(socket.Listen(options.Backlog));
            return new SocketListener(this, socket, protocol, options);
        }
        catch
        {
            socket.Close(abortively: false);
            throw;
        }
    }

    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        return IPAddress.TryParse(host, out IPAddress? address) ? [address] : await Dns.GetHostAddressesAsync(host, cancellation);
    }

    public IDatagramTransport OpenDatagram(EndPoint? local, EndPoint? remote, Func<IDatagramProtocol> protocol, DatagramOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        EndPoint address = local ?? remote ?? throw new ArgumentException("A datagram socket needs an address of its own or one to send to, or both.", nameof(local));
        if (remote is not null && remote.AddressFamily != address.AddressFamily)
        {
            throw new ArgumentException($"{address} and {remote} are addresses of different families.", nameof(remote));
        }

        MachineSocket socket = Open(address, SocketType.Dgram);
        try
        {
            socket.Apply(options ?? new DatagramOptions(), address);
            ThrowIfFailed(local is null ? SocketError.Success : socket.Bind(local));
            ThrowIfFailed(remote is null ? SocketError.Success : socket.Connect(remote));
            var transport = new DatagramSocketTransport(this, socket, remote, protocol());
            transport.MakeSoon();
            return transport;
        }
        catch
        {
            socket.Close(abortively: false);
            throw;
        }
    }

    /// <summary>Accepted sockets have what the listener was set to on Linux; elsewhere they are asked.</summary>
    public void SetUpAccepted(MachineSocket socket, EndPoint local, ListenOptions options)
    {
        if (!IsDirect)
        {
            socket.Apply(new ConnectOptions { NoDelay = options.NoDelay, KeepAlive = options.KeepAlive }, local);
        }
    }

    private MachineSocket Open(EndPoint address, SocketType type) => IsDirect ? LinuxSocket.Open(address, type) : PortableSocket.Open(address, type);

    private static void Bind(MachineSocket socket, EndPoint local)
    {
        SocketError error = socket.Bind(local);
        if (error == SocketError.AddressAlreadyInUse && UnixPath.IsStale(local))
        {
            File.Delete(UnixPath.Of(local)!);
            error = socket.Bind(local);
        }

        ThrowIfFailed(error);
    }

    private async Task<StreamSocketTransport> Connect(EndPoint remote, Func<IProtocol> protocol, ConnectOptions options, CancellationToken cancellation)
    {
        MachineSocket socket = Open(remote, SocketType.Stream);
        try
        {
            socket.Apply(options, remote);
            ThrowIfFailed(options.LocalEndPoint is null ? SocketError.Success : socket.Bind(options.LocalEndPoint));
            await Connect(socket, remote, cancellation);
            var transport = new StreamSocketTransport(this, socket, protocol());
            transport.MakeSoon();
            return transport;
        }
        catch
        {
            socket.Close(abortively: true);
            throw;
        }
    }

    private async Task Connect(MachineSocket socket, EndPoint remote, CancellationToken cancellation)
    {
        SocketError error = socket.Connect(remote);
        if (error is SocketError.InProgress or SocketError.WouldBlock or SocketError.Interrupted)
        {
            var watch = new ConnectWatch(loop, socket);
            selector.Add(watch);
            try
            {
                selector.Set(watch, Interest.Write);
                await watch.Ready.Until(cancellation);
                error = socket.TakeError();
            }
            finally
            {
                selector.Remove(watch);
            }
        }

        ThrowIfFailed(error);
    }

    private static void ThrowIfFailed(SocketError error)
    {
        if (error != SocketError.Success)
        {
            throw new SocketException((int)error);
        }
    }
}
