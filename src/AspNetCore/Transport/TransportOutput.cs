using System.IO.Pipelines;

namespace Sim.AspNetCore;

/// <summary>
/// What Kestrel writes to. As with sockets, a peer that is gone is no exception here: the writer learns that nobody reads any more, and who reads
/// the connection learns the reason.
/// </summary>
internal sealed class TransportOutput(Stream stream) : PipeWriter
{
    private readonly PipeWriter _inner = Create(stream, new(leaveOpen: true));
    private bool _isCompleted;

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    public override void Advance(int bytes) => _inner.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _inner.GetSpan(sizeHint);

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _inner.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
    }

    public override void Complete(Exception? exception = null)
    {
        if (_isCompleted)
        {
            return;
        }

        _isCompleted = true;
        try
        {
            _inner.Complete(exception);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // What was not sent is lost, as the connection is.
        }
    }
}
