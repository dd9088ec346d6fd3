using System.Net;
using System.Text;
using Sim.Transports;

namespace Sim;

/// <summary>Writes to a connection. Writing never waits; <see cref="DrainAsync"/> does, where the other side does not keep up. Not safe for use from several threads.</summary>
public sealed class AsyncStreamWriter : IAsyncDisposable
{
    private readonly StreamProtocol _protocol;
    private readonly AsyncStreamReader _reader;

    internal AsyncStreamWriter(StreamProtocol protocol, AsyncStreamReader reader)
    {
        _protocol = protocol;
        _reader = reader;
    }

    /// <summary>The transport: for its limits, and what it is made of.</summary>
    public IStreamTransport Transport => _protocol.Transport;

    /// <summary>This end's address.</summary>
    public EndPoint? LocalEndPoint => Transport.LocalEndPoint;

    /// <summary>The other end's address.</summary>
    public EndPoint? RemoteEndPoint => Transport.RemoteEndPoint;

    /// <summary>Whether <see cref="WriteEof"/> works: not over TLS.</summary>
    public bool CanWriteEof => Transport.CanWriteEof;

    /// <summary>Whether the connection is closed, or being closed.</summary>
    public bool IsClosing => Transport.IsClosing;

    /// <summary>Sends bytes, or keeps them until they can be sent: follow it by <see cref="DrainAsync"/>. After the connection was closed they are dropped.</summary>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> was called.</exception>
    public void Write(ReadOnlySpan<byte> data) => Transport.Write(data);

    /// <summary>Sends a text in UTF-8, as <see cref="Write(ReadOnlySpan{byte})"/> does.</summary>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> was called.</exception>
    public void Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Transport.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Sends pieces one after another; nothing is put between them.</summary>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> was called.</exception>
    public void WriteLines(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            Transport.Write(piece.Span);
        }
    }

    /// <summary>Waits until what was written is mostly sent; not at all where little waits. Any number of callers may wait.</summary>
    /// <param name="cancellationToken">Ends the wait, not the sending.</param>
    /// <exception cref="IOException">The connection broke, or is closed.</exception>
    /// <exception cref="OperationCanceledException">The task or the token was canceled.</exception>
    /// <remarks>On a connection that is being closed it lets a tick pass, so that a loop around it never keeps the loop of the program.</remarks>
    public ValueTask DrainAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled(cancellationToken)
        : _reader.Exception is { } error ? ValueTask.FromException(error)
        : Transport.IsClosing ? DrainLaterAsync(cancellationToken)
        : _protocol.DrainAsync(cancellationToken);

    /// <summary>Ends the writes, once everything is sent: the other side reads to the end. Reading goes on.</summary>
    /// <exception cref="NotSupportedException"><see cref="CanWriteEof"/> is false.</exception>
    public void WriteEof() => Transport.WriteEof();

    /// <summary>Closes the connection once everything is sent; see <see cref="WaitClosedAsync"/>.</summary>
    public void Close() => Transport.Close();

    /// <summary>Closes the connection at once, by a reset: what was not sent is lost.</summary>
    public void Abort() => Transport.Abort();

    /// <summary>Waits until the connection is closed.</summary>
    /// <exception cref="IOException">It broke.</exception>
    /// <exception cref="OperationCanceledException">The task or the token was canceled.</exception>
    public async ValueTask WaitClosedAsync(CancellationToken cancellationToken = default)
    {
        if (!_protocol.Closed.IsDone)
        {
            var wait = new StreamWait(_reader.Loop, "a connection to be closed");
            _protocol.Closed.AddDoneCallback(_ => wait.Wake());
            await wait.WaitAsync(cancellationToken);
        }

        _protocol.Closed.ThrowIfUnsuccessful();
    }

    /// <summary>Closes the connection and waits until that is done; that it broke meanwhile is not thrown.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        try
        {
            await WaitClosedAsync();
        }
        catch (IOException)
        {
            // What broke it was thrown where it was read or written.
        }
    }

    private async ValueTask DrainLaterAsync(CancellationToken token)
    {
        await LoopTask.Sleep(TimeSpan.Zero);
        token.ThrowIfCancellationRequested();
        await _protocol.DrainAsync(token);
    }
}
