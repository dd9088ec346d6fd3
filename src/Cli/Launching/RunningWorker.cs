using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;
using System.Threading.Channels;
using Sim.Cli.Protocol;
using Sim.Cli.Target;
using Sim.Cli.Worker;

namespace Sim.Cli.Launching;

/// <summary>A running worker, seen from the launcher.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private const int KeptLines = 1_000;

    // Long enough for a machine with thirty times more to do than it can: what a worker said last must not be lost to that.
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(15);

    // Two workers that start at once would inherit each other's pipe ends, and neither pipe would ever end.
    private static readonly Lock Starting = new();

    private readonly Process _process;
    private readonly LastLines _output = new(KeptLines);
    private readonly Channel<WorkerMessage> _messages = Channel.CreateUnbounded<WorkerMessage>();
    private readonly Task _reading;
    private long _received;

    private RunningWorker(Process process, StreamReader pipe, RunMarker marker)
    {
        _process = process;
        Marker = marker;
        _reading = _output.ReadAsync(process.StandardOutput, process.StandardError);
        new Thread(() => ReadPipe(pipe)) { IsBackground = true, Name = "Sim worker pipe" }.Start();
        _ = CompleteAfterExitAsync();
    }

    public RunMarker Marker { get; }

    /// <summary>How many messages came from it.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>How much time it has computed, or could have computed had there been a processor, on all its threads.</summary>
    public TimeSpan Computed => ProcessorWait.AndTimeOf(_process);

    /// <summary>Whether the worker found its simulations, and is past loading them.</summary>
    public bool IsUp => Received > 0;

    /// <summary>Why the launcher gave the worker up, where it did.</summary>
    public string? GivenUp { get; private set; }

    /// <summary>What the worker said when a step ended it.</summary>
    public string? ExitWords { get; set; }

    public static RunningWorker Start(SimulationTarget target, WorkerRequest request, Workspace workspace)
    {
        var requestFile = workspace.Write("request.json", Wire.Write(request));
        var marker = workspace.NewMarker();
        lock (Starting)
        {
            var pipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            var start = CommandFor(target, requestFile, marker.Path, pipe.GetClientHandleAsString());
            var process = Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
            pipe.DisposeLocalCopyOfClientHandle();
            return new RunningWorker(process, new StreamReader(pipe), marker);
        }
    }

    /// <summary>The messages up to the worker's end.</summary>
    public IAsyncEnumerable<WorkerMessage> ReadAllAsync(CancellationToken cancel) => _messages.Reader.ReadAllAsync(cancel);

    /// <summary>How the worker ended; waits for it.</summary>
    public async Task<WorkerEnd> EndAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        await Task.WhenAny(_reading, Task.Delay(PipeGrace, cancel));
        return new WorkerEnd(_process.ExitCode, GivenUp, _output.Lines) { ExitWords = ExitWords, Token = Marker.Token };
    }

    public bool HasExited => _process.HasExited;

    public void GiveUp(string reason)
    {
        GivenUp ??= reason;
        Kill();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>The tree is found by looking at all processes, which fails where one ends meanwhile: then the worker alone is ended.</summary>
    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is Win32Exception or AggregateException)
        {
            _process.Kill();
        }
    }

    private static ProcessStartInfo CommandFor(SimulationTarget target, string request, string marker, string pipe)
    {
        var tool = typeof(RunningWorker).Assembly.Location;
        var start = DotNet.Command(
            [.. target.ExecArguments, tool, WorkerMain.Command, target.Assembly, request, marker, pipe]);

        // Above 32 processors each thread of the pool has a queue of its own, which is what makes exact capture possible.
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "33";
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";

        // One step runs at a time, and most code runs a few hundred times: a concurrent collector and instrumented tiers cost a web host
        // half of its processor time (.NET 10.0.12). Whoever sets them otherwise is obeyed.
        start.Environment.TryAdd("DOTNET_gcConcurrent", "0");
        start.Environment.TryAdd("DOTNET_TieredPGO", "0");

        // Code that is compiled while runs are made holds back the better compilation of all other code, by 100 ms each time.
        start.Environment.TryAdd("DOTNET_TC_CallCountingDelayMs", "1");

        // Each run of a web host compiles code of its own; mapping its pages twice costs a tenth of such a run.
        start.Environment.TryAdd("DOTNET_EnableWriteXorExecute", "0");
        return start;
    }

    private void ReadPipe(StreamReader pipe)
    {
        using (pipe)
        {
            while (pipe.ReadLine() is { } line)
            {
                Interlocked.Increment(ref _received);
                Publish(line);
            }
        }

        _messages.Writer.TryComplete();
    }

    private void Publish(string line)
    {
        try
        {
            if (Wire.ReadMessage(line) is { } message)
            {
                _messages.Writer.TryWrite(message);
            }
        }
        catch (JsonException)
        {
            // The worker died in the middle of a line; how it died tells the rest.
        }
    }

    // A process that user code started may hold the worker's end of the pipe open.
    private async Task CompleteAfterExitAsync()
    {
        await _process.WaitForExitAsync();
        await Task.Delay(PipeGrace);
        _messages.Writer.TryComplete();
    }
}
