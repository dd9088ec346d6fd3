using System.Globalization;

namespace Sim;

/// <summary>All links without options of their own treat a part of the packets badly.</summary>
/// <param name="kind">Its kind.</param>
/// <param name="what">What links do with them, in words.</param>
/// <param name="rateOf">How often they do it now.</param>
/// <param name="with">The same links, doing it so often.</param>
internal sealed class LinkTrouble(FaultKinds kind, string what, Func<LinkOptions, double> rateOf, Func<LinkOptions, double, LinkOptions> with) : ITrouble
{
    public static ITrouble Loss { get; } =
        new LinkTrouble(FaultKinds.Loss, "lose", static links => links.Loss, static (links, rate) => links with { Loss = rate });

    public static ITrouble Duplication { get; } =
        new LinkTrouble(FaultKinds.Duplication, "double", static links => links.Duplication, static (links, rate) => links with { Duplication = rate });

    public static ITrouble Reordering { get; } =
        new LinkTrouble(FaultKinds.Reordering, "hold up", static links => links.Reordering, static (links, rate) => links with { Reordering = rate });

    public static ITrouble Corruption { get; } =
        new LinkTrouble(FaultKinds.Corruption, "damage", static links => links.Corruption, static (links, rate) => links with { Corruption = rate });

    public FaultKinds Kind => kind;

    public Action? Strike(TroubleScene scene)
    {
        SimulatedNetwork network = scene.World.Network;
        double before = rateOf(network.Links);
        double rate = scene.DrawShare(scene.Options.MostRate);
        network.Links = with(network.Links, Math.Max(before, rate));
        string text = string.Create(CultureInfo.InvariantCulture, $"links {what} {100 * rate:0.##} % of the packets");
        scene.Tell(text);
        return () =>
        {
            network.Links = with(network.Links, before);
            scene.Tell($"over: {text}");
        };
    }
}
