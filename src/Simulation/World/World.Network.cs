namespace Sim;

/// <content>The network: who calls it, and how what it sends becomes a step.</content>
internal sealed partial class World
{
    private readonly Action<object?> _runDelivery;
    private SimulatedNetwork? _network;
    private NetworkNode? _node;

    /// <summary>The network of the run.</summary>
    public SimulatedNetwork Network => _network ??= new SimulatedNetwork(this, _owner);

    /// <summary>The host whose code calls, as the network sees it.</summary>
    public NetworkNode CurrentNode
    {
        get => _node ?? Network.Nodes[0];
        set => _node = value;
    }

    /// <summary>Sends something on its way.</summary>
    public void Schedule(NetworkEvent happening, long time)
    {
        long tag = NextTag(StepKind.Delivery).Value;
        happening.Arm(tag);
        _loop.CallAt(time, _runDelivery, happening, tag);
    }

    private void RunDelivery(object? state)
    {
        var happening = (NetworkEvent)state!;
        if (!happening.IsArmed(_order.PickedTag.Value))
        {
            return;
        }

        happening.Disarm();
        BeginStep(StepMethods.OfItem(happening), null);
        happening.Run();
        EndStep();
    }

    private void ResetNetwork()
    {
        _network = null;
        _node = null;
    }
}
