using System.Diagnostics;
using System.Runtime.InteropServices;
using Sim.Transports;

namespace Sim;

/// <summary>A child process, and the pipes to it. Not safe for use from several threads.</summary>
/// <remarks>
/// A child that writes more than a pipe holds waits until somebody reads: read both <see cref="Output"/> and <see cref="Error"/>, or leave it to
/// <see cref="CommunicateAsync"/>, or do not pipe them.
/// </remarks>
public sealed partial class LoopProcess : IAsyncDisposable
{
    private static readonly Action<object?> s_exited = static process => ((LoopProcess)process!).TakeExit();

    private readonly Process _process;
    private readonly List<StreamWait> _waits = [];
    private readonly List<IStreamTransport> _transports = [];
    private readonly StreamProtocol? _input;
    private readonly StreamProtocol? _output;
    private readonly StreamProtocol? _error;
    private bool _isClosed;
    private bool _isAbandoned;

    internal LoopProcess(EventLoop loop, ProcessOptions options)
    {
        Loop = loop;
        _input = Protocol(options.PipesInput, options.Limit);
        _output = Protocol(options.PipesOutput, options.Limit);
        _error = Protocol(options.PipesError, options.Limit);
        _process = new Process { StartInfo = StartInfoOf(options), EnableRaisingEvents = true };
        _process.Exited += OnExited;
        try
        {
            _process.Start();
        }
        catch
        {
            _process.Dispose();
            throw;
        }

        Id = _process.Id;
    }

    /// <summary>The loop that it belongs to.</summary>
    public EventLoop Loop { get; }

    /// <summary>The number that the system gave it; somebody else's once it has exited.</summary>
    public int Id { get; }

    /// <summary>What it exited with; null while it runs. A process that a signal ended has 128 and the number of the signal, as shells have it.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Its standard input. Close it when all is written, as many programs read to the end.</summary>
    /// <exception cref="InvalidOperationException">It is not a pipe.</exception>
    public AsyncStreamWriter Input => ConnectionOf(_input, nameof(ProcessOptions.PipesInput)).Writer;

    /// <summary>Its standard output.</summary>
    /// <exception cref="InvalidOperationException">It is not a pipe.</exception>
    public AsyncStreamReader Output => ConnectionOf(_output, nameof(ProcessOptions.PipesOutput)).Reader;

    /// <summary>Its standard error.</summary>
    /// <exception cref="InvalidOperationException">It is not a pipe.</exception>
    public AsyncStreamReader Error => ConnectionOf(_error, nameof(ProcessOptions.PipesError)).Reader;

    /// <summary>Waits until it has exited. Any number of callers may wait. What it wrote can be read after that as well.</summary>
    /// <param name="cancellationToken">Ends the wait; the process runs on, and can be waited for again.</param>
    /// <returns><see cref="ExitCode"/>.</returns>
    /// <exception cref="OperationCanceledException">The task or the token was canceled.</exception>
    public async ValueTask<int> WaitAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (ExitCode is null)
        {
            var wait = new StreamWait(Loop, "a process to exit");
            _waits.Add(wait);
            try
            {
                await wait.WaitAsync(cancellationToken);
            }
            finally
            {
                _waits.Remove(wait);
            }
        }

        return ExitCode!.Value;
    }

    /// <summary>Ends it at once (SIGKILL).</summary>
    /// <param name="entireProcessTree">Its own children too.</param>
    /// <returns>False where it had exited.</returns>
    public bool Kill(bool entireProcessTree = false)
    {
        if (!IsRunning)
        {
            return false;
        }

        _process.Kill(entireProcessTree);
        return true;
    }

    /// <summary>Asks it to end (SIGTERM); on Windows, which has no way to ask, as <see cref="Kill"/>.</summary>
    /// <returns>False where it had exited.</returns>
    public bool Terminate() => OperatingSystem.IsWindows() ? Kill() : SendSignal(PosixSignal.SIGTERM);

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">One of the names, or the number that the system gives it.</param>
    /// <returns>False where it had exited.</returns>
    /// <exception cref="ArgumentException">There is no such signal.</exception>
    /// <exception cref="PlatformNotSupportedException">Windows has no signals.</exception>
    public bool SendSignal(PosixSignal signal)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no signals between processes: use Kill.");
        }

        int number = SignalNumbers.Of(signal);
        return IsRunning && EventLoop.TrySendSignal(Id, number);
    }

    /// <summary>Closes the pipes, dropping what waits to be sent, and kills the process if it runs. A second call does nothing.</summary>
    public void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            foreach (IStreamTransport transport in _transports)
            {
                transport.Abort();
            }

            Kill();
        }
    }

    /// <summary>Closes it, and waits until it has exited and the pipes are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await WaitAsync();
        foreach (IStreamTransport transport in _transports)
        {
            await ((StreamProtocol)transport.Protocol).Connection!.DisposeAsync();
        }
    }

    /// <summary>The loop closes, and with it the pipes.</summary>
    internal void Abandon()
    {
        _isAbandoned = _isClosed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private bool IsRunning => ExitCode is null && !_isAbandoned && !_process.HasExited;

    private static StreamConnection ConnectionOf(StreamProtocol? pipe, string option) =>
        pipe?.Connection ?? throw new InvalidOperationException($"This is not a pipe: the process was started with {option} false.");

    private StreamProtocol? Protocol(bool isPiped, int limit) => isPiped ? new StreamProtocol(Loop, limit) { IsOneWay = true } : null;

    /// <summary>On a thread of the pool, or on the loop's where that asks first.</summary>
    private void OnExited(object? sender, EventArgs arguments) => Loop.TryCallSoonThreadSafe(s_exited, this);

    private void TakeExit()
    {
        if (_isAbandoned)
        {
            return;
        }

        ExitCode = _process.ExitCode;
        _process.Dispose();
        Loop.Forget(this);
        foreach (StreamWait wait in _waits)
        {
            wait.Wake();
        }
    }
}
