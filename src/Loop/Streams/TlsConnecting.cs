using System.Net.Security;
using Sim.Transports;

namespace Sim;

/// <summary>TLS over connections of a loop: handshakes, on new connections and on such as are there already.</summary>
internal static class TlsConnecting
{
    /// <summary>Connects, shakes hands, and hands the connection to its protocol.</summary>
    public static async Task<IStreamTransport> ConnectAsync(
        EventLoop loop, Func<IProtocol> protocol, Func<Func<IProtocol>, Task<IStreamTransport>> connect, string host, ConnectionOptions options, CancellationToken token)
    {
        List<StreamProtocol> raw = [];
        IStreamTransport transport = await connect(() =>
        {
            raw.Add(new StreamProtocol(loop, AsyncStreamReader.DefaultLimit));
            return raw[^1];
        });
        StreamConnection connection = raw.Find(each => ReferenceEquals(each.Connection?.Transport, transport))!.Connection!;
        SslStream tls = await ShakeHandsAsync(connection, WithTarget(options.Tls!, host), options.TlsHandshakeTimeout, token);
        var secured = new TlsTransport(loop, connection, tls, protocol());
        secured.Begin(isNew: true);
        return secured;
    }

    /// <summary>The protocol of a new connection of a server, which shakes hands first.</summary>
    public static StreamProtocol Serve(EventLoop loop, LoopServer server, Func<IProtocol> protocol, ServerOptions options) =>
        new(loop, AsyncStreamReader.DefaultLimit, async connection =>
        {
            SslStream tls = await ShakeHandsAsync(connection, options.Tls!, options.TlsHandshakeTimeout, CancellationToken.None);
            var secured = new TlsTransport(loop, connection, tls, protocol());
            server.Present(connection.Transport, secured);
            secured.Begin(isNew: true);
        });

    /// <summary>Speaks TLS from now on over a transport, whose protocol goes on above it.</summary>
    public static async Task<TlsTransport> StartAsync(EventLoop loop, IStreamTransport transport, IProtocol protocol, byte[] unread, Func<StreamConnection, Task<SslStream>> shakeHands)
    {
        var raw = new StreamProtocol(loop, AsyncStreamReader.DefaultLimit);
        raw.ConnectionMade(transport);
        transport.Protocol = raw;
        raw.DataReceived(unread);
        var secured = new TlsTransport(loop, raw.Connection!, await shakeHands(raw.Connection!), protocol);
        (protocol as StreamProtocol)?.SetTransport(secured);
        secured.Begin(isNew: false);
        return secured;
    }

    public static Task<SslStream> ShakeHandsAsync(StreamConnection connection, SslServerAuthenticationOptions options, TimeSpan timeout, CancellationToken token) =>
        ShakeHandsAsync(connection, (tls, canceled) => tls.AuthenticateAsServerAsync(options, canceled), timeout, token);

    public static Task<SslStream> ShakeHandsAsync(StreamConnection connection, SslClientAuthenticationOptions options, TimeSpan timeout, CancellationToken token) =>
        ShakeHandsAsync(connection, (tls, canceled) => tls.AuthenticateAsClientAsync(options, canceled), timeout, token);

    private static async Task<SslStream> ShakeHandsAsync(StreamConnection connection, Func<SslStream, CancellationToken, Task> authenticate, TimeSpan timeout, CancellationToken token)
    {
        var tls = new SslStream(connection.Stream);
        using var canceled = new CanceledWithTask(token);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(canceled.Token);
        TimerHandle timer = connection.Reader.Loop.CallLater(timeout, limited.Cancel);
        try
        {
            await authenticate(tls, limited.Token);
            return tls;
        }
        catch (OperationCanceledException late) when (!canceled.IsCanceled)
        {
            connection.Transport.Abort();
            throw new TimeoutException($"The TLS handshake with {connection.RemoteEndPoint} was not done within {timeout}.", late);
        }
        catch
        {
            connection.Transport.Abort();
            throw;
        }
        finally
        {
            timer.Cancel();
        }
    }

    private static SslClientAuthenticationOptions WithTarget(SslClientAuthenticationOptions options, string host)
    {
        if (!string.IsNullOrEmpty(options.TargetHost))
        {
            return options;
        }

        return new SslClientAuthenticationOptions
        {
            TargetHost = host,
            AllowRenegotiation = options.AllowRenegotiation,
            AllowTlsResume = options.AllowTlsResume,
            ApplicationProtocols = options.ApplicationProtocols,
            CertificateChainPolicy = options.CertificateChainPolicy,
            CertificateRevocationCheckMode = options.CertificateRevocationCheckMode,
            CipherSuitesPolicy = options.CipherSuitesPolicy,
            ClientCertificateContext = options.ClientCertificateContext,
            ClientCertificates = options.ClientCertificates,
            EnabledSslProtocols = options.EnabledSslProtocols,
            EncryptionPolicy = options.EncryptionPolicy,
            LocalCertificateSelectionCallback = options.LocalCertificateSelectionCallback,
            RemoteCertificateValidationCallback = options.RemoteCertificateValidationCallback,
        };
    }
}
