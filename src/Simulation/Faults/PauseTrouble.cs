namespace Sim;

/// <summary>A host stands still for a while.</summary>
internal sealed class PauseTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.Pause;

    public bool IsSingle => false;

    public Action? Strike(TroubleScene scene)
    {
        if (scene.DrawVictim() is not { } host)
        {
            return null;
        }

        host.Pause(scene.Length);
        return scene.Out(host, static () => { });
    }
}
