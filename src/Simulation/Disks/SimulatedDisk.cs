using Sim.Capture;

namespace Sim;

/// <summary>The disk of a simulated host. It outlives the host's crashes and restarts; what was not flushed may not.</summary>
/// <remarks>
/// <para>
/// A program that ends or is stopped leaves everything as it is. A crash is that of the machine (<see cref="Crash"/>): of what was not flushed, each
/// change of a file's bytes is kept, lost or torn by itself, at sectors of 512 bytes, or leaves zeros where it made the file longer; of the changes of names in one
/// directory the first few are kept. Every fate is a recorded draw, of which 0, the boring one, is "kept".
/// </para>
/// <para>
/// Limits: 10,000 names, 4,096 unflushed changes of a file and of names (older ones become durable by themselves, as a kernel writes back what is old),
/// and <see cref="Capacity"/>.
/// </para>
/// </remarks>
public sealed partial class SimulatedDisk : IDisk
{
    /// <summary>What a disk holds, if nothing is said.</summary>
    internal const long UsualCapacity = 64 << 20;

    private const long MostCapacity = 1 << 30;

    private readonly World _world;
    private readonly RunOwner _run;
    private readonly FileTree _tree = new();
    private DiskFaults _faults = DiskFaults.None;
    private DiskLatency _latency = new();

    internal SimulatedDisk(World world, RunOwner run, string host)
    {
        _world = world;
        _run = run;
        Host = host;
    }

    /// <summary>The name of the host whose disk it is.</summary>
    public string Host { get; }

    /// <summary>How often it does wrong.</summary>
    /// <value>Default <see cref="DiskFaults.None"/>.</value>
    public DiskFaults Faults
    {
        get => _faults;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _faults = value;
        }
    }

    /// <summary>How long its operations take. It counts for those that begin later.</summary>
    /// <value>Default: a flush 1 ms, everything else no time.</value>
    public DiskLatency Latency
    {
        get => _latency;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _latency = value;
        }
    }

    /// <summary>What a crash makes of what was not flushed.</summary>
    /// <value>Default <see cref="UnflushedFate.Drawn"/>.</value>
    public UnflushedFate Unflushed { get; set; }

    /// <summary>The most bytes that all files have together; beyond it the disk is full. It may be set below what is used: then nothing may grow.</summary>
    /// <value>Default 64 MiB; from 0 to 1 GiB.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public long Capacity
    {
        get => _tree.Capacity;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostCapacity);
            _tree.Capacity = value;
        }
    }

    /// <summary>The bytes that all files have together.</summary>
    public long Used => _tree.Used;

    /// <summary>How often the host crashed.</summary>
    internal int Crashes { get; private set; }

    /// <summary>
    /// What a crash of the host does to its disk: of what was not flushed, draws decide what is kept (<see cref="Unflushed"/>), and files that were open
    /// fail from then on. A host's own crash does this; call it to test a program that stores things without a host round it.
    /// </summary>
    /// <returns>What was lost, a line for each file and each change of names; empty if nothing was.</returns>
    public IReadOnlyList<string> Crash()
    {
        ThrowIfOver();
        Crashes++;
        List<string> losses = _tree.Crash(Unflushed switch
        {
            UnflushedFate.Kept => static _ => 0,
            UnflushedFate.Lost => static _ => 1,
            _ => bound => _world.Draw(ChoiceDomain.Disk, bound),
        });
        foreach (string loss in losses)
        {
            Tell($"lost in the crash: {loss}");
        }

        return losses;
    }

    /// <inheritdoc />
    public IDiskFile Open(string path, FileMode mode = FileMode.OpenOrCreate) => Block(OpenAsync(path, mode, CancellationToken.None));

    /// <inheritdoc />
    public ValueTask<IDiskFile> OpenAsync(string path, FileMode mode = FileMode.OpenOrCreate, CancellationToken cancellationToken = default)
    {
        DiskPath.CheckFile(path);
        if (mode is < FileMode.CreateNew or > FileMode.Truncate)
        {
            throw new ArgumentException($"A disk opens no file with the mode {mode}: to write at the end, open it and call Append.", nameof(mode));
        }

        return Do<IDiskFile>(DiskWork.Names, () => new SimulatedFile(this, path, _tree.Open(path, mode)), cancellationToken);
    }

    /// <inheritdoc />
    public void Rename(string from, string to) => Block(RenameAsync(from, to, CancellationToken.None));

    /// <inheritdoc />
    public ValueTask RenameAsync(string from, string to, CancellationToken cancellationToken = default)
    {
        DiskPath.CheckFile(from);
        DiskPath.CheckFile(to);
        return ChangeNames(from, () => _tree.Rename(from, to), cancellationToken);
    }

    /// <inheritdoc />
    public void Delete(string path) => Block(DeleteAsync(path, CancellationToken.None));

    /// <inheritdoc />
    public ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        DiskPath.CheckFile(path);
        return ChangeNames(path, () => _tree.Delete(path), cancellationToken);
    }

    /// <inheritdoc />
    public void CreateDirectory(string path) => Block(CreateDirectoryAsync(path, CancellationToken.None));

    /// <inheritdoc />
    public ValueTask CreateDirectoryAsync(string path, CancellationToken cancellationToken = default)
    {
        DiskPath.CheckDirectory(path);
        return ChangeNames(path, () => _tree.CreateDirectory(path), cancellationToken);
    }

    /// <inheritdoc />
    public void DeleteDirectory(string path) => Block(DeleteDirectoryAsync(path, CancellationToken.None));

    /// <inheritdoc />
    public ValueTask DeleteDirectoryAsync(string path, CancellationToken cancellationToken = default)
    {
        DiskPath.CheckFile(path);
        return ChangeNames(path, () => _tree.DeleteDirectory(path), cancellationToken);
    }

    /// <inheritdoc />
    public void FlushDirectory(string path = "") => Block(FlushDirectoryAsync(path, CancellationToken.None));

    /// <inheritdoc />
    public ValueTask FlushDirectoryAsync(string path = "", CancellationToken cancellationToken = default)
    {
        DiskPath.CheckDirectory(path);
        NameChange? newest = _tree.NewestName;
        return DoTask(DiskWork.Flush, () => FlushNames(path, newest), cancellationToken);
    }

    /// <inheritdoc />
    public IReadOnlyList<DiskEntry> List(string path = "") => Block(ListAsync(path, CancellationToken.None));

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<DiskEntry>> ListAsync(string path = "", CancellationToken cancellationToken = default)
    {
        DiskPath.CheckDirectory(path);
        return Do(DiskWork.Names, () => _tree.List(path), cancellationToken);
    }

    /// <inheritdoc />
    public bool Exists(string path)
    {
        Enter();
        return _tree.Exists(DiskPath.CheckDirectory(path));
    }

    private ValueTask ChangeNames(string path, Action work, CancellationToken token) => DoTask(
        DiskWork.Names,
        () =>
        {
            ThrowIfStruck(DiskWork.Names, "change", path, Faults.WriteError);
            work();
            return 0;
        },
        token);
}
