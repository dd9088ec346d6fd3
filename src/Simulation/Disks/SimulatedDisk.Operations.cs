namespace Sim;

/// <content>How an operation is done, and what strikes it.</content>
public sealed partial class SimulatedDisk
{
    /// <summary>Does some work, at once or when its time is over.</summary>
    internal ValueTask<T> Do<T>(DiskWork kind, Func<T> work, CancellationToken token)
    {
        Enter();
        if (token.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(token);
        }

        LatencyRange range = RangeOf(kind);
        long late = range.Late(_world.Draw(ChoiceDomain.Disk, range.Bound));
        long after = range.Min.Ticks + late;
        return after > 0 ? new(new DiskOperation<T>(_world, work, late).Begin(after, token)) : DoNow(work);
    }

    /// <summary>Does some work that answers nothing worth knowing.</summary>
    internal ValueTask DoTask(DiskWork kind, Func<int> work, CancellationToken token) => new(Do(kind, work, token).AsTask());

    /// <summary>Waits; in virtual time, if there is something to wait for.</summary>
    internal static T Block<T>(ValueTask<T> operation) => operation.IsCompleted ? operation.Result : operation.AsTask().GetAwaiter().GetResult();

    internal static void Block(ValueTask operation) => operation.AsTask().GetAwaiter().GetResult();

    internal int Read(SimulatedFile file, long offset, Span<byte> buffer)
    {
        file.ThrowIfStale();
        ThrowIfStruck(DiskWork.Read, "read", file.Path, Faults.ReadError);
        int length = Math.Min(buffer.Length, (int)Math.Max(0, file.Node.Content.Length - offset));
        if (length > 0 && Strikes(Faults.Corruption))
        {
            FlipBit(file.Path, file.Node, (int)offset + Draw(length), Draw(8));
        }

        return file.Node.Content.Read(offset, buffer);
    }

    internal int Write(SimulatedFile file, long offset, ReadOnlySpan<byte> data)
    {
        file.ThrowIfStale();
        ThrowIfStruck(DiskWork.Write, "write", file.Path, Faults.WriteError);
        _tree.Write(file.Path, file.Node, Misdirected(file, offset, data.Length), data);
        return 0;
    }

    internal int SetLength(SimulatedFile file, long length)
    {
        file.ThrowIfStale();
        ThrowIfStruck(DiskWork.Write, "write", file.Path, Faults.WriteError);
        _tree.SetLength(file.Path, file.Node, length);
        return 0;
    }

    internal int Flush(SimulatedFile file, int upTo)
    {
        file.ThrowIfStale();
        if (Fails(DiskWork.Flush, file.Path, Faults.FlushError))
        {
            file.Node.Abandon(upTo);
            throw Struck("flush", file.Path);
        }

        if (!IsLost(file.Path))
        {
            file.Node.Flush(upTo);
        }

        return 0;
    }

    private int FlushNames(string path, NameChange? newest)
    {
        _tree.FindDirectory(path);
        ThrowIfStruck(DiskWork.Flush, "flush", path, Faults.FlushError);
        if (!IsLost(path))
        {
            _tree.FlushDirectory(path, newest);
        }

        return 0;
    }

    private static ValueTask<T> DoNow<T>(Func<T> work)
    {
        try
        {
            return new(work());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValueTask.FromException<T>(exception);
        }
    }

    private LatencyRange RangeOf(DiskWork kind) => kind switch
    {
        DiskWork.Read => Latency.Read,
        DiskWork.Write => Latency.Write,
        DiskWork.Flush => Latency.Flush,
        _ => Latency.Names,
    };

    /// <summary>Refuses code of a run that is over, and of a program that is dead and only unwinds.</summary>
    private void Enter()
    {
        ThrowIfOver();
        if (_world.CurrentOwner.IsRetired)
        {
            throw new IOException($"The host {_world.CurrentOwner.Name} is down.");
        }

        _world.NoteDiskUse();
    }

    private void ThrowIfOver()
    {
        if (_run.IsRetired)
        {
            throw new InvalidOperationException("This run is over: its disks can be used only inside it. A static field or a singleton may have kept one.");
        }
    }

    private int Draw(int bound) => _world.Draw(ChoiceDomain.Disk, bound);

    private void Tell(string what) => _world.Log($"disk of {Host}: {what}", LineKind.Fault);
}
