using System.Globalization;

namespace Sim;

/// <summary>A link's behavior as a value. Shrinks toward a sound link without latency.</summary>
/// <param name="Latency">How long packets take.</param>
/// <param name="Loss">How many packets of a thousand are lost: from 0 to 1,000.</param>
/// <param name="Reordering">How many packets of a thousand are held up: from 0 to 1,000.</param>
/// <param name="Duplication">How many datagrams of a thousand arrive twice: from 0 to 1,000.</param>
public sealed record PlannedLink(PlannedLatency Latency, int Loss, int Reordering, int Duplication)
{
    /// <summary>What the link is to do: for <see cref="SimulatedNetwork.Links"/> or <see cref="NetworkLink"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public LinkOptions Options => new()
    {
        Latency = Latency.Distribution,
        Loss = Loss / 1_000.0,
        Reordering = Reordering / 1_000.0,
        Duplication = Duplication / 1_000.0,
    };

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latency}{Part("loss", Loss)}{Part("reordering", Reordering)}{Part("duplication", Duplication)}");

    internal IEnumerable<PlannedLink> Smaller() =>
    [
        .. Fewer(Loss).Select(less => this with { Loss = less }),
        .. Fewer(Reordering).Select(less => this with { Reordering = less }),
        .. Fewer(Duplication).Select(less => this with { Duplication = less }),
        .. Latency.Smaller().Select(less => this with { Latency = less }),
    ];

    private static string Part(string name, int rate) => rate == 0 ? "" : $", {name} {rate / 1_000.0}";

    private static IEnumerable<int> Fewer(int rate) => rate == 0 ? [] : rate == 1 ? [0] : [0, rate / 2];
}
