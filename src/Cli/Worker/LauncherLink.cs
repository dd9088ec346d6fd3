using System.Diagnostics;
using System.IO.Pipes;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>The worker's line to its launcher: a pipe of its own, since user code may write to the standard streams.</summary>
internal sealed class LauncherLink : IDisposable
{
    private readonly StreamWriter _writer;

    public LauncherLink(string pipeHandle) =>
        _writer = new StreamWriter(new AnonymousPipeClientStream(PipeDirection.Out, pipeHandle)) { AutoFlush = true };

    public void Send(WorkerMessage message)
    {
        lock (_writer)
        {
            _writer.WriteLine(Wire.Write(message));
        }
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>
    /// Ends this process when the launcher is gone. The launcher holds the other end of standard input and never writes,
    /// so the end of the stream is the end of the launcher, however it came about.
    /// </summary>
    public static void EndWithLauncher()
    {
        var input = Console.OpenStandardInput();
        Console.SetIn(TextReader.Null);
        new Thread(() => KillAtEnd(input)) { IsBackground = true, Name = "Sim launcher watch" }.Start();
    }

    private static void KillAtEnd(Stream input)
    {
        while (input.ReadByte() >= 0)
        {
        }

        Process.GetCurrentProcess().Kill();
    }
}
