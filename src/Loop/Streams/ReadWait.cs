namespace Sim;

/// <summary>One who waits for bytes, and has them put where it wants them as they arrive: so they are copied once.</summary>
internal sealed class ReadWait(EventLoop loop, Memory<byte> target) : StreamWait(loop, "bytes of a connection")
{
    private int _filled;

    /// <summary>What it was given.</summary>
    public ReadOnlyMemory<byte> Filled => target[.._filled];

    /// <summary>Waits until it is woken.</summary>
    /// <returns>How much it was given; 0 if it is to look into the stream.</returns>
    public async ValueTask<int> ReadAsync(AsyncStreamReader reader, CancellationToken token)
    {
        Obey(token);
        try
        {
            await this;
            return _filled > 0 ? _filled : reader.TakeBuffered(target.Span);
        }
        catch (OperationCanceledException)
        {
            reader.PutBack(Filled.Span);
            throw;
        }
        finally
        {
            Disobey();
        }
    }

    /// <summary>Gives it what has arrived.</summary>
    /// <returns>How much of it fits.</returns>
    public int Fill(ReadOnlySpan<byte> data)
    {
        _filled = Math.Min(data.Length, target.Length);
        data[.._filled].CopyTo(target.Span);
        return _filled;
    }
}
