namespace Sim;

/// <summary>The directed link from one host to another.</summary>
public sealed class NetworkLink
{
    private readonly Links _links;
    private readonly NetworkNode _from;
    private readonly NetworkNode _to;

    internal NetworkLink(Links links, NetworkNode from, NetworkNode to)
    {
        _links = links;
        _from = from;
        _to = to;
    }

    /// <summary>The name of the host that sends.</summary>
    public string From => _from.Name;

    /// <summary>The name of the host that receives.</summary>
    public string To => _to.Name;

    /// <summary>How the link behaves. It counts for packets that are sent from now on.</summary>
    /// <value>Default: <see cref="SimulatedNetwork.Links"/>, as it is at the time. Setting it changes this link alone; null takes that back.</value>
    public LinkOptions? Options
    {
        get => _links.Of(_from, _to);
        set => _links.Set(_from, _to, value);
    }
}
