using System.Diagnostics;

namespace Sim.Strangers;

/// <summary>A program in a process of its own, on a free port of the loopback interface.</summary>
internal sealed class RealProgram : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private RealProgram(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it as <c>dotnet run</c> does, and waits until it listens.</summary>
    public static async Task<RealProgram> StartAsync(Stranger stranger)
    {
        string program = Path.Combine(stranger.Folder, "bin", "Release", "net10.0", Path.GetFileName(stranger.Folder) + ".dll");
        var start = new ProcessStartInfo("dotnet", [program, .. stranger.Args, "--urls=http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = stranger.Folder,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        return new RealProgram(process, await AddressAsync(process));
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(Listening, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
            }
        }

        throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended before it listened.");
    }
}
