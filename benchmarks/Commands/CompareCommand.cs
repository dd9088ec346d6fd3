using System.Diagnostics;
using Sim.Benchmarks.Measuring;

namespace Sim.Benchmarks.Commands;

/// <summary>The same fingerprints in two processes, one cold and amid noise, one warm and quiet: every pair must be equal.</summary>
internal static class CompareCommand
{
    private const int MostShown = 10;

    public static int Run(Arguments options)
    {
        int count = options.Positional("The number of seeds");
        string filter = options.Text("--filter") ?? "";
        options.Done();
        Console.WriteLine($"# Fingerprints in two processes: {Machine.Header()}");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sim-fingerprints-");
        try
        {
            return Compare(count, filter, Path.Combine(folder.FullName, "cold"), Path.Combine(folder.FullName, "warm"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Compare(int count, string filter, string cold, string warm)
    {
        using Process first = Start(count, filter, cold, "--noise");
        using Process second = Start(count, filter, warm, "--warm");
        Finish(first);
        Finish(second);
        string[] left = File.ReadAllLines(cold);
        string[] right = File.ReadAllLines(warm);
        (string Left, string Right)[] different = [.. left.Zip(right).Where(static pair => pair.First != pair.Second)];
        foreach ((string one, string other) in different.Take(MostShown))
        {
            Console.WriteLine($"cold, with noise: {one}\nwarm, quiet:      {other}");
        }

        bool same = left.Length == right.Length && left.Length > 0 && different.Length == 0;
        Console.WriteLine($"{left.Length - different.Length:N0} of {left.Length:N0} pairs are equal ({count:N0} seeds of {left.Length / count} programs).");
        return same ? 0 : 1;
    }

    private static Process Start(int count, string filter, string file, string mode) =>
        Self.Start(["fingerprints", "--count", $"{count}", "--out", file, "--filter", filter, mode]);

    private static void Finish(Process process)
    {
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"A process that takes fingerprints ended with exit code {process.ExitCode}.");
        }
    }
}
