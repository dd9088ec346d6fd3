using System.Buffers;
using System.IO.Pipelines;
using Sim.Transports;

namespace Sim.AspNetCore;

/// <summary>Sends what is written to a pipe. On the loop's thread.</summary>
internal sealed class LoopOutput(LoopThread thread, IStreamTransport transport, PipeReader output)
{
    /// <summary>In pieces of which size the pipe takes memory.</summary>
    public const int SegmentSize = 16 * 1024;

    private TaskCompletionSource? _drained;
    private bool _isPaused;
    private bool _isLost;

    /// <summary>Until the pipe is completed and all was handed to the transport, which is then closed, or until <see cref="Lose"/>.</summary>
    public async Task SendAsync()
    {
        try
        {
            while (!_isLost)
            {
                ReadResult read = await output.ReadAsync();
                await Send(read.Buffer);
                output.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    transport.Close();
                    break;
                }
            }
        }
        catch (Exception)
        {
            // Whoever wrote gave up.
            transport.Abort();
        }

        output.Complete();
    }

    public void Pause() => _isPaused = true;

    public void Resume()
    {
        _isPaused = false;
        _drained?.TrySetResult();
    }

    /// <summary>The connection is gone: who writes is told that nobody reads any more.</summary>
    public void Lose()
    {
        _isLost = true;
        output.CancelPendingRead();
        Resume();
    }

    /// <summary>What fits into one piece, as most responses do, goes from the pipe's memory straight to the socket.</summary>
    private ValueTask Send(in ReadOnlySequence<byte> data)
    {
        if (data.Length > SegmentSize || !data.IsSingleSegment)
        {
            return new ValueTask(SendParts(data));
        }

        transport.Write(data.FirstSpan);
        return _isPaused ? new ValueTask(Drained()) : ValueTask.CompletedTask;
    }

    /// <summary>Small pieces are put together, as a copy costs less than a call of the kernel.</summary>
    private async Task SendParts(ReadOnlySequence<byte> data)
    {
        while (!data.IsEmpty && !_isLost)
        {
            data = data.Slice(SendPart(data));
            if (_isPaused)
            {
                await Drained();
            }
        }
    }

    private int SendPart(in ReadOnlySequence<byte> data)
    {
        byte[] gathered = thread.Gathered;
        int count = (int)Math.Min(data.Length, gathered.Length);
        if (data.FirstSpan.Length >= count)
        {
            transport.Write(data.FirstSpan[..count]);
        }
        else
        {
            data.Slice(0, count).CopyTo(gathered);
            transport.Write(gathered.AsSpan(0, count));
        }

        return count;
    }

    private Task Drained()
    {
        _drained = new TaskCompletionSource();
        return _drained.Task;
    }
}
