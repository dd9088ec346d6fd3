namespace Sim;

/// <content>Faults: those that strike by chance, and those that a test orders.</content>
public sealed partial class SimulatedDisk
{
    private const int MostOrdered = 1_000;

    private readonly List<(DiskWork Work, string? Path)> _ordered = [];

    /// <summary>Makes the next read fail.</summary>
    /// <param name="path">Of which file; null for any.</param>
    /// <exception cref="InvalidOperationException">1,000 such failures are still to come.</exception>
    public void FailNextRead(string? path = null) => Order(DiskWork.Read, path);

    /// <summary>Makes the next write, or new length, fail.</summary>
    /// <inheritdoc cref="FailNextRead"/>
    public void FailNextWrite(string? path = null) => Order(DiskWork.Write, path);

    /// <summary>Makes the next flush, of a file or a directory, fail.</summary>
    /// <inheritdoc cref="FailNextRead"/>
    public void FailNextFlush(string? path = null) => Order(DiskWork.Flush, path);

    /// <summary>Makes the next rename, deletion or creation of a directory fail.</summary>
    /// <param name="path">Of which file or directory, by its old name; null for any.</param>
    /// <inheritdoc cref="FailNextRead" path="/exception"/>
    public void FailNextNameChange(string? path = null) => Order(DiskWork.Names, path);

    /// <summary>Flips a bit of a file, for good.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">The byte, from 0 to the last.</param>
    /// <param name="bit">The bit of the byte, from 0 to 7.</param>
    /// <exception cref="ArgumentOutOfRangeException">The file has no such byte, or a byte no such bit.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public void FlipBit(string path, long offset, int bit = 0)
    {
        Enter();
        FileNode file = _tree.FindFile(DiskPath.CheckFile(path));
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, file.Content.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(bit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bit, 7);
        FlipBit(path, file, (int)offset, bit);
    }

    private void FlipBit(string path, FileNode file, int offset, int bit)
    {
        file.FlipBit(offset, bit);
        Tell($"bit {bit} of byte {offset:N0} of {path} flipped");
    }

    private void Order(DiskWork work, string? path)
    {
        ThrowIfOver();
        if (_ordered.Count >= MostOrdered)
        {
            throw new InvalidOperationException($"{MostOrdered:N0} failures of this disk are still to come.");
        }

        _ordered.Add((work, path is null ? null : DiskPath.CheckDirectory(path)));
    }

    /// <summary>Whether an operation fails: because a test ordered it, or by chance.</summary>
    private bool Fails(DiskWork work, string path, double probability)
    {
        int ordered = _ordered.FindIndex(order => order.Work == work && (order.Path ?? path) == path);
        if (ordered < 0)
        {
            return Strikes(probability);
        }

        _ordered.RemoveAt(ordered);
        return true;
    }

    private bool Strikes(double probability) => probability > 0 && _world.DrawChance(ChoiceDomain.Disk, probability);

    private void ThrowIfStruck(DiskWork work, string what, string path, double probability)
    {
        if (Fails(work, path, probability))
        {
            throw Struck(what, path);
        }
    }

    private IOException Struck(string what, string path)
    {
        Tell($"the {what} of {path} failed");
        return DiskErrors.Failed(what, path);
    }

    private bool IsLost(string path)
    {
        bool isLost = Strikes(Faults.LostFlush);
        if (isLost)
        {
            Tell($"the flush of {path} did nothing");
        }

        return isLost;
    }

    /// <summary>Where a write goes: where it should, or to another whole sector of the file.</summary>
    private long Misdirected(SimulatedFile file, long offset, int length)
    {
        int sectors = file.Node.Content.Length / DataChange.Sector;
        if (sectors < 2 || length == 0 || !Strikes(Faults.MisdirectedWrite))
        {
            return offset;
        }

        long sector = (offset / DataChange.Sector) + 1 + Draw(sectors - 1);
        long place = (sector % sectors * DataChange.Sector) + (offset % DataChange.Sector);
        Tell($"the write to byte {offset:N0} of {file.Path} went to byte {place:N0}");
        return place;
    }
}
