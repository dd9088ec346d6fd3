using Sim.Transports;

namespace Sim;

/// <summary>Reads what arrives over a connection: bytes, so many bytes, or up to a separator. Not safe for use from several threads.</summary>
/// <remarks>
/// <para>
/// It buffers: while more than twice <see cref="Limit"/> waits to be read the connection is not read, so that the other side has to wait.
/// One read waits at a time; a second is refused. What is there is read without waiting, also after the connection broke: the error comes once all that
/// had arrived is read.
/// </para>
/// <para>A read that is canceled, by its task or a token, has taken nothing out.</para>
/// </remarks>
public sealed partial class AsyncStreamReader
{
    /// <summary>The limit where none is given: 64 KiB.</summary>
    public const int DefaultLimit = 64 * 1024;

    private readonly StreamBuffer _buffer = new();
    private IStreamTransport? _transport;
    private StreamWait? _wait;
    private Exception? _error;
    private bool _isPaused;

    /// <summary>Makes a reader that is fed by hand; those of connections come with them.</summary>
    /// <param name="limit">See <see cref="Limit"/>; at least 1.</param>
    /// <param name="loop">Default: the loop on whose thread the caller runs.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">No loop was given, and none runs on this thread.</exception>
    public AsyncStreamReader(int limit = DefaultLimit, EventLoop? loop = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        Limit = limit;
        Loop = loop ?? EventLoop.Current;
    }

    /// <summary>The loop that it belongs to.</summary>
    public EventLoop Loop { get; }

    /// <summary>How many bytes may lie before a separator that is read up to; twice as many are buffered before the connection has to wait.</summary>
    /// <value>In bytes, from 1 on. Default: <see cref="DefaultLimit"/>.</value>
    public int Limit { get; }

    /// <summary>How many bytes can be read without waiting.</summary>
    public int Available => _buffer.Count;

    /// <summary>Whether the other side has ended its writes, and all is read.</summary>
    public bool IsAtEnd => HasEnded && _buffer.Count == 0;

    /// <summary>What broke the connection, or was set by <see cref="SetException"/>; null while nothing has.</summary>
    public Exception? Exception => _error;

    /// <summary>Whether nothing follows what is buffered.</summary>
    internal bool HasEnded { get; private set; }

    /// <summary>Adds bytes, as a protocol does when they arrive.</summary>
    /// <exception cref="InvalidOperationException">The end was fed.</exception>
    public void FeedData(ReadOnlySpan<byte> data)
    {
        if (HasEnded)
        {
            throw new InvalidOperationException("The end of this stream was fed: no bytes can follow it.");
        }

        if (data.IsEmpty)
        {
            return;
        }

        if (_buffer.Count == 0 && _wait is ReadWait { IsDone: false } wait)
        {
            data = data[wait.Fill(data)..];
        }

        if (!data.IsEmpty)
        {
            _buffer.Add(data);
        }

        WakeUp();
        if (!_isPaused && _transport is not null && _buffer.Count > 2L * Limit)
        {
            _isPaused = true;
            _transport.PauseReading();
        }
    }

    /// <summary>Says that nothing follows.</summary>
    public void FeedEof()
    {
        HasEnded = true;
        WakeUp();
    }

    /// <summary>Has reads throw, once what is buffered is read, and one that waits throw now.</summary>
    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        _error = exception;
        if (_wait is { } wait)
        {
            _wait = null;
            wait.Fail(exception);
        }
    }

    /// <summary>Reads what is there, at most as much as fits; waits if there is nothing.</summary>
    /// <param name="buffer">Where to. If it is empty, the read completes when there is something to read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many bytes; 0 at the end.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="InvalidOperationException">Another read waits.</exception>
    /// <exception cref="OperationCanceledException">The task or the token was canceled.</exception>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        return _buffer.Count > 0 ? new ValueTask<int>(Take(buffer.Span)) : ReadLaterAsync(buffer, cancellationToken);
    }

    /// <summary>Reads to the end.</summary>
    /// <remarks>All of it is held in memory, whatever <see cref="Limit"/> says.</remarks>
    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public async ValueTask<byte[]> ReadToEndAsync(CancellationToken cancellationToken = default)
    {
        using var all = new MemoryStream();
        var part = new byte[Math.Min(Limit, DefaultLimit)];
        while (await ReadAsync(part, cancellationToken) is > 0 and int count)
        {
            all.Write(part, 0, count);
        }

        return all.ToArray();
    }

    /// <summary>Fills a buffer.</summary>
    /// <exception cref="IncompleteReadException">The stream ended before; what had come is in the exception.</exception>
    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public async ValueTask ReadExactlyAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await WaitForCountAsync(buffer.Length, cancellationToken);
        Take(buffer.Span);
    }

    /// <summary>Reads so many bytes, which may be more than <see cref="Limit"/>.</summary>
    /// <param name="count">At least 0.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="IncompleteReadException">The stream ended before; what had come is in the exception.</exception>
    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public async ValueTask<byte[]> ReadExactlyAsync(int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        await WaitForCountAsync(count, cancellationToken);
        return Take(count);
    }

    /// <summary>The connection whose reading it pauses.</summary>
    internal void SetTransport(IStreamTransport transport)
    {
        _transport = transport;
        _isPaused = false;
    }

    /// <summary>Takes out what is buffered, for who goes on reading below.</summary>
    internal byte[] TakeAll() => Take(_buffer.Count);

    /// <summary>What is buffered, as much as fits.</summary>
    internal int TakeBuffered(Span<byte> buffer) => Take(buffer);

    /// <summary>A read was canceled that had been given bytes: they are the first of the stream again.</summary>
    internal void PutBack(ReadOnlySpan<byte> bytes) => _buffer.PutBack(bytes);

    private ValueTask<int> ReadLaterAsync(Memory<byte> buffer, CancellationToken token)
    {
        if (HasEnded)
        {
            return new ValueTask<int>(0);
        }

        if (WhyCannotWait() is { } failure)
        {
            return ValueTask.FromException<int>(failure);
        }

        Resume();
        var wait = new ReadWait(Loop, buffer);
        _wait = wait;
        return wait.ReadAsync(this, token);
    }

    private async ValueTask WaitForCountAsync(int count, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        while (_buffer.Count < count)
        {
            if (HasEnded)
            {
                throw new IncompleteReadException(Take(_buffer.Count), count);
            }

            await WaitForDataAsync(token);
        }
    }

    /// <summary>Waits for more than there is. A reader that wants more than its limit lets the connection go on.</summary>
    private ValueTask WaitForDataAsync(CancellationToken token)
    {
        if (WhyCannotWait() is { } failure)
        {
            return ValueTask.FromException(failure);
        }

        Resume();
        _wait = new StreamWait(Loop, "bytes of a connection");
        return _wait.WaitAsync(token);
    }

    private Exception? WhyCannotWait() =>
        _error ?? (_wait is { IsDone: false } ? new InvalidOperationException("Another read of this stream waits already: one at a time.") : null);

    private int Take(Span<byte> buffer)
    {
        int count = _buffer.Take(buffer);
        ResumeIfRead();
        return count;
    }

    private byte[] Take(int count)
    {
        byte[] taken = _buffer.Take(count);
        ResumeIfRead();
        return taken;
    }

    private void Skip(int count)
    {
        _buffer.Skip(count);
        ResumeIfRead();
    }

    private void ResumeIfRead()
    {
        if (_isPaused && _buffer.Count <= Limit)
        {
            Resume();
        }
    }

    private void Resume()
    {
        if (_isPaused)
        {
            _isPaused = false;
            _transport!.ResumeReading();
        }
    }

    private void WakeUp()
    {
        if (_wait is { } wait)
        {
            _wait = null;
            wait.Wake();
        }
    }
}
