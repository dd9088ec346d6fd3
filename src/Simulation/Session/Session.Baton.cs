using Sim.Capture;

namespace Sim;

/// <content>The baton: which carrier runs, and how it passes from one to the next.</content>
internal sealed partial class Session
{
    private volatile Carrier? _holder;
    private Carrier? _next;
    private Carrier? _unwinder;

    /// <summary>The carrier that runs; null until the first one does.</summary>
    public Carrier? Holder => _holder;

    /// <summary>The calling carrier's step blocks: another carrier goes on, and this one returns from here when it has the baton again.</summary>
    public void YieldBaton()
    {
        Carrier me = _holder!;
        CloseWindow();
        HandTo(CarrierPool.Rent());
        me.Park();
        _world.MovedTo(me);
        OpenWindow();
    }

    /// <summary>The calling carrier can drive no more: another goes on.</summary>
    public void PassOn() => HandTo(CarrierPool.Rent());

    /// <summary>Once the present step is over, the baton goes to <paramref name="carrier"/>, and the calling one is idle.</summary>
    public void GiveBatonTo(Carrier carrier) => _next = carrier;

    /// <summary>Lets a blocked carrier throw out of its wait, and returns when its step is over.</summary>
    public void Unwind(Carrier carrier)
    {
        Carrier me = _holder!;
        _unwinder = me;
        CloseWindow();
        HandTo(carrier);
        me.Park();
        _world.MovedTo(me);
        OpenWindow();
    }

    /// <summary>That a step blocks is progress: a hundred that do so one after another may take long. But for one that is being aborted, which has to end.</summary>
    private void HandTo(Carrier carrier)
    {
        if (!IsAborting)
        {
            Progress++;
        }

        _holder = carrier;
        carrier.Hand(this);
    }
}
