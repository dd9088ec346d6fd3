namespace Sim;

/// <summary>A host's wall clock jumps, and is set right after a while.</summary>
internal sealed class ClockJumpTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.ClockJump;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawHost() is not { } host)
        {
            return null;
        }

        host.Clock.Skew = TimeSpan.FromMilliseconds(Math.Round(scene.DrawPart(scene.Options.MostJump.TotalMilliseconds)));
        return () => host.Clock.Skew = TimeSpan.Zero;
    }
}
