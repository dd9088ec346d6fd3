namespace Sim;

/// <summary>A host's wall clock jumps, and is set right after a while.</summary>
internal sealed class ClockJumpTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.ClockJump;

    public bool IsSingle => false;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawHost(static host => host.IsRunning) is not { } host)
        {
            return null;
        }

        host.Clock.Skew = TimeSpan.FromMilliseconds(Math.Round(scene.DrawSigned(scene.Options.MostJump.TotalMilliseconds)));
        return () => host.Clock.Skew = TimeSpan.Zero;
    }
}
