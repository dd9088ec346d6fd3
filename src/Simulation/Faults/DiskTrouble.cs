using System.Globalization;

namespace Sim;

/// <summary>A disk of a host, among those that have one, does wrong.</summary>
/// <param name="kind">Its kind.</param>
/// <param name="what">What is wrong, in words.</param>
/// <param name="faults">What the disk does wrong, so often, besides what it did before.</param>
internal sealed class DiskTrouble(FaultKinds kind, string what, Func<DiskFaults, double, DiskFaults> faults) : ITrouble
{
    public static ITrouble Errors { get; } = new DiskTrouble(
        FaultKinds.DiskErrors,
        "fail",
        static (before, rate) => before with { ReadError = rate, WriteError = rate, FlushError = rate });

    public static ITrouble Lies { get; } = new DiskTrouble(
        FaultKinds.DiskLies,
        "go wrong in silence",
        static (before, rate) => before with { LostFlush = rate, MisdirectedWrite = rate, Corruption = rate });

    public FaultKinds Kind => kind;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawHost(host => scene.World.HasDisk(host.Name)) is not { } host)
        {
            return null;
        }

        SimulatedDisk disk = scene.World.DiskOf(host.Name);
        DiskFaults before = disk.Faults;
        double rate = scene.DrawShare(scene.Options.MostRate);
        disk.Faults = faults(before, rate);
        string text = string.Create(CultureInfo.InvariantCulture, $"{100 * rate:0.##} % of what the disk of {host.Name} does may {what}");
        scene.Tell(text);
        return () =>
        {
            disk.Faults = before;
            scene.Tell($"over: {text}");
        };
    }
}
