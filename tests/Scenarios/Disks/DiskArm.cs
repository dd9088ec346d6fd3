using System.Reflection;
using System.Text;
using Sim.Scenarios.Determinism;
using Xunit.Sdk;

namespace Sim.Scenarios.Disks;

/// <summary>On which disk a behavior is looked at.</summary>
public enum DiskArm
{
    /// <summary>A directory of the machine.</summary>
    Machine,

    /// <summary>Simulated, by the calls that block.</summary>
    Simulated,

    /// <summary>Simulated, where every operation takes its time.</summary>
    Slow,
}

/// <summary>Gives a theory every disk.</summary>
public sealed class EveryDiskAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Enum.GetValues<DiskArm>().Select(static arm => new object[] { arm });
}

/// <summary>One behavior, the same on every disk.</summary>
internal static class DiskBehavior
{
    /// <summary>Asserts that a body tells this on a disk.</summary>
    public static async Task Shows(this DiskArm arm, Func<IDisk, Task<string>> body, string expected)
    {
        if (arm == DiskArm.Machine)
        {
            Assert.Equal(expected, await OnMachine(body));
            return;
        }

        string told = "";
        RunResult run = Twice.Run(async sim =>
        {
            sim.Disk.Latency = arm == DiskArm.Slow ? Slow : sim.Disk.Latency;
            told = await body(sim.Disk);
        });
        Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message} {run.Failure?.Exception}");
        Assert.Equal(expected, told);
    }

    /// <summary>What an operation comes to, its failure by its type.</summary>
    public static async Task<string> Tell(Func<Task> operation)
    {
        try
        {
            await operation();
            return "done";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException or ArgumentException)
        {
            return exception.GetType().Name;
        }
    }

    /// <inheritdoc cref="Tell(Func{Task})"/>
    public static Task<string> Tell(Action operation) => Tell(() =>
    {
        operation();
        return Task.CompletedTask;
    });

    public static void WriteText(this IDisk disk, string path, string text)
    {
        using IDiskFile file = disk.Open(path, FileMode.Create);
        file.Append(Encoding.UTF8.GetBytes(text));
    }

    public static string ReadText(this IDisk disk, string path) => Encoding.UTF8.GetString(disk.ReadAllBytes(path));

    private static DiskLatency Slow { get; } = new()
    {
        Read = new(TimeSpan.FromMicroseconds(80), TimeSpan.FromMilliseconds(2)),
        Write = new(TimeSpan.FromMicroseconds(20), TimeSpan.FromMilliseconds(1)),
        Flush = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(30)),
        Names = new(TimeSpan.FromMicroseconds(50), TimeSpan.FromMilliseconds(1)),
    };

    private static async Task<string> OnMachine(Func<IDisk, Task<string>> body)
    {
        string root = Directory.CreateTempSubdirectory("sim-disk-").FullName;
        try
        {
            return await body(new DirectoryDisk(root));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
