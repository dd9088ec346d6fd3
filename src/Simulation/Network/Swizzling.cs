namespace Sim;

/// <summary>Hosts that are clogged one after another and unclogged in another order (FoundationDB calls it swizzle-clogging).</summary>
internal sealed class Swizzling : IDisposable
{
    private readonly SimulatedNetwork _network;
    private readonly Fabric _fabric;
    private readonly Dictionary<NetworkNode, NetworkFault> _clogged = [];
    private readonly List<Turn> _turns = [];

    public Swizzling(SimulatedNetwork network, Fabric fabric, IReadOnlyList<NetworkNode> nodes, TimeSpan over)
    {
        _network = network;
        _fabric = fabric;
        List<NetworkNode> chosen = [.. nodes.Where(_ => fabric.Draw(2) != 0)];
        List<NetworkNode> turns = [.. Shuffled(chosen), .. Shuffled(chosen)];
        for (int i = 0; i < turns.Count; i++)
        {
            var turn = new Turn(this, turns[i], fabric.Home) { Source = fabric.Home };
            _turns.Add(turn);
            fabric.Schedule(turn, fabric.Now + (long)((Int128)over.Ticks * i / turns.Count));
        }
    }

    public void Dispose()
    {
        foreach (Turn turn in _turns)
        {
            turn.Disarm();
            turn.Undo();
        }
    }

    /// <summary>Draws an order of which 0 is the one there is.</summary>
    private IEnumerable<NetworkNode> Shuffled(List<NetworkNode> nodes)
    {
        List<NetworkNode> left = [.. nodes];
        while (left.Count > 0)
        {
            int next = _fabric.Draw(left.Count);
            yield return left[next];
            left.RemoveAt(next);
        }
    }

    private void Change(NetworkNode node)
    {
        if (!Unclog(node))
        {
            _clogged.Add(node, _network.Clog(node));
        }
    }

    private bool Unclog(NetworkNode node)
    {
        bool wasClogged = _clogged.Remove(node, out NetworkFault? fault);
        fault?.Dispose();
        return wasClogged;
    }

    /// <summary>A host is clogged, or unclogged.</summary>
    private sealed class Turn(Swizzling swizzling, NetworkNode node, NetworkNode home) : NetworkEvent(home)
    {
        public override void Run() => swizzling.Change(node);

        public void Undo() => swizzling.Unclog(node);
    }
}
