namespace Sim;

/// <summary>A host crashes, and starts again after a while.</summary>
internal sealed class CrashTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.Crash;

    public bool IsSingle => false;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawVictim() is not { } host)
        {
            return null;
        }

        host.Crash();
        return scene.Out(host, () => StartAgain(host));
    }

    /// <summary>The test may have started it itself.</summary>
    private static void StartAgain(SimulatedHost host)
    {
        if (!host.IsRunning)
        {
            host.Restart();
        }
    }
}
