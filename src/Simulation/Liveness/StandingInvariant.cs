using Sim.Capture;

namespace Sim;

/// <summary>What must hold after every step, until it is taken back or the host that stated it is down.</summary>
internal sealed class StandingInvariant(World world, Func<bool> condition, string name, HostOwner host) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Whether it counts no longer.</summary>
    public bool IsVoid => host.IsRetired;

    public bool Holds() => condition();

    public void Dispose() => world.TakeBack(this);
}
