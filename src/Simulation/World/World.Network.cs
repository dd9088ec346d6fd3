using Sim.Capture;
using Sim.Transports;

namespace Sim;

/// <content>The network: who calls it, how what it sends becomes a step, and what becomes of a host's share in it.</content>
internal sealed partial class World
{
    private readonly Action<object?> _runDelivery;
    private SimulatedNetwork? _network;

    /// <summary>The network of the run; most runs have no use for one.</summary>
    public SimulatedNetwork Network => _network ??= new SimulatedNetwork(this, _owner);

    /// <summary>The network as the loop's code sees it.</summary>
    ILoopNetwork ILoopHarness.Network => Network.OfLoops;

    /// <summary>The host whose code calls, as the network sees it.</summary>
    /// <exception cref="InvalidOperationException">That host is down, or the run is over.</exception>
    public NetworkNode CurrentNode
    {
        get
        {
            HostOwner caller = CurrentOwner;
            ThrowIfDown(caller);
            return Network.Nodes[caller.Index];
        }
    }

    /// <summary>Sends something on its way.</summary>
    public void Schedule(NetworkEvent happening, long time)
    {
        long tag = NextTag(StepKind.Delivery).Value;
        happening.Arm(tag);
        _loop.CallAt(time, _runDelivery, happening, tag);
    }

    /// <summary>A host that listens is up.</summary>
    public void NoteListening(NetworkNode node)
    {
        if (node.Index > 0)
        {
            _hosts[node.Index - 1].MarkStarted();
        }
    }

    private void RunDelivery(object? state)
    {
        var happening = (NetworkEvent)state!;
        if (!happening.IsArmed(_order.PickedTag.Value))
        {
            return;
        }

        HostOwner destination = _owners[happening.Destination.Index];
        if (IsPostponed(destination, _runDelivery, happening))
        {
            return;
        }

        // A host that is down has a network all the same: it refuses and resets.
        happening.Disarm();
        BeginStep(StepMethods.OfItem(happening), null, destination);
        Trace.NoteDelivery(happening.Source.Index, happening.Late);
        NoteDelivery(happening);
        try
        {
            happening.Run();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            // A rule of the test's threw.
            Crash(exception);
        }

        EndStep();
    }
}
