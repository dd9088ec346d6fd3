using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>What the options of transports are to sockets.</summary>
internal static class SocketOptions
{
    /// <summary>SO_REUSEPORT, which .NET has no name for.</summary>
    public const SocketOptionName ReusePort = (SocketOptionName)0x0F;

    public static void Apply(this MachineSocket socket, ConnectOptions options, EndPoint remote)
    {
        if (remote is IPEndPoint)
        {
            SetUp(socket, options.NoDelay, options.KeepAlive);
        }
    }

    /// <summary>Before it is bound.</summary>
    public static void Apply(this MachineSocket socket, ListenOptions options, EndPoint local)
    {
        if (local is not IPEndPoint)
        {
            return;
        }

        if (options.ReuseAddress && !OperatingSystem.IsWindows())
        {
            socket.Set(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1);
        }

        Apply(socket, local, options.ReusePort, options.DualMode);
        SetUp(socket, options.NoDelay, options.KeepAlive);
    }

    /// <summary>Before it is bound.</summary>
    public static void Apply(this MachineSocket socket, DatagramOptions options, EndPoint address)
    {
        if (address is not IPEndPoint)
        {
            return;
        }

        Apply(socket, address, options.ReusePort, options.DualMode);
        if (options.AllowBroadcast)
        {
            socket.Set(SocketOptionLevel.Socket, SocketOptionName.Broadcast, 1);
        }
    }

    private static void Apply(MachineSocket socket, EndPoint address, bool reusePort, bool dualMode)
    {
        if (reusePort)
        {
            socket.Set(SocketOptionLevel.Socket, ReusePort, 1);
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.Set(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, dualMode ? 0 : 1);
        }
    }

    private static void SetUp(MachineSocket socket, bool noDelay, bool keepAlive)
    {
        if (noDelay)
        {
            socket.Set(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, 1);
        }

        if (keepAlive)
        {
            socket.Set(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, 1);
        }
    }
}
