using System.IO.Pipelines;
using Sim.Transports;

namespace Sim.AspNetCore;

/// <summary>Receives into the memory of a pipe. On the loop's thread.</summary>
internal sealed class LoopInput(IStreamTransport transport, PipeWriter input)
{
    private const int LeastSize = 2 * 1024;
    private const int MostSize = 128 * 1024;

    private int _size = LeastSize;
    private int _room;

    /// <summary>Where to receive next: more while a receive fills what it is given, as with an upload.</summary>
    public Memory<byte> Memory()
    {
        Memory<byte> memory = input.GetMemory(_size);
        _room = memory.Length;
        return memory;
    }

    public void Received(int count)
    {
        _size = count == _room ? Math.Min(_room * 2, MostSize) : LeastSize;
        input.Advance(count);
        ValueTask<FlushResult> flush = input.FlushAsync();
        if (!flush.IsCompletedSuccessfully)
        {
            transport.PauseReading();
            _ = GoOnAfter(flush);
        }
        else if (flush.Result.IsCompleted)
        {
            transport.PauseReading();
        }
    }

    /// <summary>Tells who reads that there is no more, and why.</summary>
    public void Complete(Exception? reason) => input.Complete(reason);

    /// <summary>Once the application has read enough. Where it reads no more, what arrives stays where it is.</summary>
    private async Task GoOnAfter(ValueTask<FlushResult> flush)
    {
        FlushResult result = await flush;
        if (!result.IsCompleted)
        {
            transport.ResumeReading();
        }
    }
}
