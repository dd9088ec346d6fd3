using System.Net.Security;
using Sim.Transports;

namespace Sim;

/// <content>TLS on connections that are there already.</content>
public sealed partial class EventLoop
{
    /// <summary>
    /// Speaks TLS from now on over a transport, as the side that connected: shakes hands, and gives the protocol another transport, on which it goes on. The one
    /// that it had must not be used any more.
    /// </summary>
    /// <param name="transport">A transport of this loop, with nothing on its way in either direction.</param>
    /// <param name="protocol">Who goes on; it is not told of <see cref="IProtocol.ConnectionMade"/> again.</param>
    /// <param name="options">With a <see cref="SslClientAuthenticationOptions.TargetHost"/>.</param>
    /// <param name="timeout">How long the handshake may take. Default: 60 seconds.</param>
    /// <exception cref="IOException">The other side broke the connection.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The two do not agree, or the certificate is not trusted. The connection is aborted.</exception>
    /// <exception cref="TimeoutException">It took too long. The connection is aborted.</exception>
    /// <exception cref="NotSimulatedException">The code is part of a simulation.</exception>
    public async Task<IStreamTransport> StartTlsAsync(IStreamTransport transport, IProtocol protocol, SslClientAuthenticationOptions options, TimeSpan? timeout = null) =>
        await StartTls(transport, protocol, [], connection => TlsConnecting.ShakeHandsAsync(connection, options, timeout ?? TlsTimeout, CancellationToken.None));

    /// <summary>As the side that was connected to; see the other one.</summary>
    /// <param name="transport">A transport of this loop, with nothing on its way in either direction.</param>
    /// <param name="protocol">Who goes on; it is not told of <see cref="IProtocol.ConnectionMade"/> again.</param>
    /// <param name="options">With a certificate.</param>
    /// <param name="timeout">How long the handshake may take. Default: 60 seconds.</param>
    /// <inheritdoc cref="StartTlsAsync(IStreamTransport, IProtocol, SslClientAuthenticationOptions, TimeSpan?)" path="/exception"/>
    public async Task<IStreamTransport> StartTlsAsync(IStreamTransport transport, IProtocol protocol, SslServerAuthenticationOptions options, TimeSpan? timeout = null) =>
        await StartTls(transport, protocol, [], connection => TlsConnecting.ShakeHandsAsync(connection, options, timeout ?? TlsTimeout, CancellationToken.None));

    internal static TimeSpan TlsTimeout => TimeSpan.FromSeconds(60);

    internal Task<TlsTransport> StartTls(IStreamTransport transport, IProtocol protocol, byte[] unread, Func<StreamConnection, Task<SslStream>> shakeHands)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(protocol);
        ThrowIfSimulated(TlsIsNotSimulated);
        return TlsConnecting.StartAsync(this, transport, protocol, unread, shakeHands);
    }
}
