using System.Globalization;

namespace Sim;

/// <summary>All links without options of their own are slow, each packet by another time.</summary>
internal sealed class LatencyTrouble : ITrouble
{
    public FaultKinds Kind => FaultKinds.Latency;

    public Action? Strike(TroubleScene scene)
    {
        SimulatedNetwork network = scene.World.Network;
        TimeSpan before = network.Links.Jitter;
        TimeSpan jitter = scene.Options.MostDelay * scene.DrawShare(1);
        network.Links = network.Links with { Jitter = jitter > before ? jitter : before };
        string text = string.Create(CultureInfo.InvariantCulture, $"packets take up to {jitter.TotalMilliseconds:0.###} ms more");
        scene.Tell(text);
        return () =>
        {
            network.Links = network.Links with { Jitter = before };
            scene.Tell($"over: {text}");
        };
    }
}
