using System.Net;

namespace Sim.Transports;

/// <summary>A connection or a datagram socket, of the machine or of a simulation. Use it on its loop's thread.</summary>
public interface ITransport
{
    /// <summary>This end's address; null where it has none.</summary>
    EndPoint? LocalEndPoint { get; }

    /// <summary>The other end's address; null where there is none.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>Who is told what happens. A connection may be handed to another protocol, which is not told of <see cref="IProtocol.ConnectionMade"/> again.</summary>
    /// <exception cref="ArgumentException">Set to a protocol of another kind of transport.</exception>
    IProtocol Protocol { get; set; }

    /// <summary>Whether it is closed, or being closed.</summary>
    bool IsClosing { get; }

    /// <summary>How many bytes wait to be sent.</summary>
    int WriteBufferSize { get; }

    /// <summary>When the protocol is asked to pause and to go on.</summary>
    /// <value>Default: <see cref="WriteBufferLimits.Default"/>. Setting it asks at once where the new limits say so.</value>
    WriteBufferLimits WriteBufferLimits { get; set; }

    /// <summary>Closes in good order: receives no more, sends what waits, and then tells <see cref="IProtocol.ConnectionLost"/> without an error. A second call does nothing.</summary>
    void Close();

    /// <summary>Closes at once: what waits to be sent is lost, and a connection is reset. <see cref="IProtocol.ConnectionLost"/> is told, without an error, in a later tick.</summary>
    void Abort();
}
