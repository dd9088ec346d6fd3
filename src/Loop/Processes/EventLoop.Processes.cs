namespace Sim;

/// <content>Child processes.</content>
public sealed partial class EventLoop
{
    private const string ProcessesAreNotSimulated =
        "A simulation has no processes of the machine: run the program's code as a host of the simulation, or give the code a stand-in for what it starts.";

    private List<LoopProcess>? _processes;

    /// <summary>Starts a process whose standard streams are pipes of this loop. Call it on the loop's thread.</summary>
    /// <param name="fileName">A path, or a name that is looked for in PATH.</param>
    /// <param name="arguments">One by one, as they are: no shell splits or expands them.</param>
    /// <inheritdoc cref="CreateProcessAsync(ProcessOptions)"/>
    public Task<LoopProcess> CreateProcessAsync(string fileName, params string[] arguments) =>
        CreateProcessAsync(new ProcessOptions { FileName = fileName, Arguments = arguments });

    /// <summary>Starts a process whose standard streams are pipes of this loop. Call it on the loop's thread.</summary>
    /// <param name="options">What to start, and how.</param>
    /// <returns>The process, which runs. Close it; one that still runs when the loop closes is killed.</returns>
    /// <exception cref="ArgumentException">There is no file name, or the limit is less than 1.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program, or it cannot be run, or the directory is missing.</exception>
    /// <exception cref="InvalidOperationException">The loop does not run on this thread.</exception>
    /// <exception cref="NotSimulatedException">The code is part of a simulation.</exception>
    /// <exception cref="NotSupportedException">The loop's selector waits for no descriptors.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public async Task<LoopProcess> CreateProcessAsync(ProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.FileName);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1);
        ThrowIfClosed();
        ThrowIfSimulated(ProcessesAreNotSimulated);
        if (!IsOnLoopThread)
        {
            throw new InvalidOperationException("Processes are started on the loop's thread: call this from inside EventLoop.Run, or use RunThreadSafe.");
        }

        // Refuses a selector that cannot wait for them before there is anything to wait for.
        _ = Descriptors;
        var process = new LoopProcess(this, options);
        (_processes ??= []).Add(process);
        try
        {
            await process.OpenAsync();
            return process;
        }
        catch
        {
            process.Close();
            throw;
        }
    }

    /// <summary>It has exited, and been waited for.</summary>
    internal void Forget(LoopProcess process) => _processes?.Remove(process);

    private void ForgetProcesses()
    {
        if (_processes is { } processes)
        {
            _processes = null;
            foreach (LoopProcess process in processes)
            {
                process.Abandon();
            }
        }
    }
}
