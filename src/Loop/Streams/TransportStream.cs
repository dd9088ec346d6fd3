using Sim.Transports;

namespace Sim;

/// <summary>A connection as a stream. Called on the loop's thread it acts at once; called on another, the loop acts for it.</summary>
internal class TransportStream(StreamProtocol protocol, AsyncStreamReader reader, AsyncStreamWriter writer) : Stream
{
    private bool _isDisposed;

    public override bool CanRead => !_isDisposed;

    public override bool CanWrite => !_isDisposed;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException("A connection has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A connection has no position.");
        set => throw new NotSupportedException("A connection has no position.");
    }

    private static bool IsOn(EventLoop loop) => ReferenceEquals(EventLoop.CurrentOrNull, loop);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return IsOn(reader.Loop)
            ? reader.ReadAsync(buffer, cancellationToken)
            : new ValueTask<int>(reader.Loop.RunThreadSafe(() => reader.ReadAsync(buffer, cancellationToken).AsTask()).Completion);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        ThrowIfWouldBlockLoop();
        return ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    public override int Read(Span<byte> buffer)
    {
        var bytes = new byte[buffer.Length];
        int count = Read(bytes, 0, bytes.Length);
        bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return IsOn(reader.Loop)
            ? WriteHereAsync(buffer, cancellationToken)
            : new ValueTask(reader.Loop.RunThreadSafe(() => WriteHereAsync(buffer, cancellationToken).AsTask()).Completion);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        ThrowIfWouldBlockLoop();
        WriteAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    /// <summary>Nothing is held back.</summary>
    public override void Flush()
    {
    }

    /// <summary>Nothing is held back.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A connection has no position.");

    public override void SetLength(long value) => throw new NotSupportedException("A connection has no length.");

    protected override void Dispose(bool disposing)
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            if (disposing)
            {
                OnLoop(Release);
            }
        }

        base.Dispose(disposing);
    }

    /// <summary>The stream is done with; on the loop's thread.</summary>
    protected virtual void Release() => protocol.Transport.Close();

    private void OnLoop(Action action)
    {
        if (IsOn(reader.Loop))
        {
            action();
        }
        else
        {
            reader.Loop.TryCallSoonThreadSafe(static action => ((Action)action!)(), action);
        }
    }

    private ValueTask WriteHereAsync(ReadOnlyMemory<byte> data, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(token);
        }

        IStreamTransport transport = protocol.Transport;
        if (transport.IsClosing || protocol.IsLost)
        {
            return ValueTask.FromException(reader.Exception ?? StreamErrors.Closed());
        }

        transport.Write(data.Span);
        return writer.DrainAsync(token);
    }

    private void ThrowIfWouldBlockLoop()
    {
        if (IsOn(reader.Loop) && !EventLoop.IsSimulated)
        {
            throw new InvalidOperationException("A synchronous read or write would block the event loop's own thread, which alone can end the wait: use the asynchronous one.");
        }
    }
}
