using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using Sim.Transports;

namespace Sim;

/// <summary>A connection with streams over it. Use one of the three: <see cref="Reader"/> and <see cref="Writer"/>, <see cref="Stream"/>, or <see cref="Pipe"/>.</summary>
public sealed class StreamConnection : IAsyncDisposable
{
    private readonly StreamProtocol _protocol;
    private TransportStream? _stream;
    private TransportPipe? _pipe;

    internal StreamConnection(StreamProtocol protocol, AsyncStreamReader reader, AsyncStreamWriter writer)
    {
        _protocol = protocol;
        Reader = reader;
        Writer = writer;
    }

    /// <summary>What arrives.</summary>
    public AsyncStreamReader Reader { get; }

    /// <summary>Where to write.</summary>
    public AsyncStreamWriter Writer { get; }

    /// <summary>The transport beneath.</summary>
    public IStreamTransport Transport => _protocol.Transport;

    /// <summary>This end's address.</summary>
    public EndPoint? LocalEndPoint => Transport.LocalEndPoint;

    /// <summary>The other end's address.</summary>
    public EndPoint? RemoteEndPoint => Transport.RemoteEndPoint;

    /// <summary>
    /// The connection as a stream of the base library, always the same one, for whatever knows streams: SslStream, the <c>ConnectCallback</c> of an HttpClient.
    /// Disposing it closes the connection.
    /// </summary>
    /// <remarks>
    /// Any thread may use it: what comes from another than the loop's is handed to the loop. Writes wait until what was written is mostly sent. Synchronous reads
    /// and writes block the calling thread, and are refused on the loop's own.
    /// </remarks>
    public Stream Stream => _stream ??= new TransportStream(_protocol, Reader, Writer);

    /// <summary>
    /// The connection as a pair of pipes, always the same one. Completing the output ends the writes, completing both closes the connection.
    /// </summary>
    public IDuplexPipe Pipe => _pipe ??= new TransportPipe(_protocol, Reader, Writer);

    /// <summary>What stands between the transport and the streams.</summary>
    internal StreamProtocol Protocol => _protocol;

    /// <summary>For <c>var (reader, writer) = ...</c></summary>
    public void Deconstruct(out AsyncStreamReader reader, out AsyncStreamWriter writer) => (reader, writer) = (Reader, Writer);

    /// <summary>
    /// Speaks TLS from now on, as the side that connected: reader and writer go on above it. Nothing may be read or written meanwhile. What had arrived and was not
    /// read is taken for a part of the handshake, so that nothing from before it is believed to have come under its protection.
    /// </summary>
    /// <param name="options">With a <see cref="SslClientAuthenticationOptions.TargetHost"/>.</param>
    /// <param name="timeout">How long the handshake may take. Default: 60 seconds.</param>
    /// <inheritdoc cref="EventLoop.StartTlsAsync(IStreamTransport, IProtocol, SslClientAuthenticationOptions, TimeSpan?)" path="/exception"/>
    public async Task StartTlsAsync(SslClientAuthenticationOptions options, TimeSpan? timeout = null) =>
        await StartTls(connection => TlsConnecting.ShakeHandsAsync(connection, options, timeout ?? EventLoop.TlsTimeout, CancellationToken.None));

    /// <summary>As the side that was connected to; see the other one.</summary>
    /// <param name="options">With a certificate.</param>
    /// <param name="timeout">How long the handshake may take. Default: 60 seconds.</param>
    /// <inheritdoc cref="EventLoop.StartTlsAsync(IStreamTransport, IProtocol, SslClientAuthenticationOptions, TimeSpan?)" path="/exception"/>
    public async Task StartTlsAsync(SslServerAuthenticationOptions options, TimeSpan? timeout = null) =>
        await StartTls(connection => TlsConnecting.ShakeHandsAsync(connection, options, timeout ?? EventLoop.TlsTimeout, CancellationToken.None));

    /// <summary>Closes the connection and waits until that is done, as <see cref="AsyncStreamWriter.DisposeAsync"/> does.</summary>
    public ValueTask DisposeAsync() => Writer.DisposeAsync();

    private Task<TlsTransport> StartTls(Func<StreamConnection, Task<SslStream>> shakeHands)
    {
        if (Transport is TlsTransport)
        {
            throw new InvalidOperationException("This connection speaks TLS already.");
        }

        Reader.Loop.ThrowIfSimulated(EventLoop.TlsIsNotSimulated);
        return Reader.Loop.StartTls(Transport, _protocol, Reader.TakeAll(), shakeHands);
    }
}
