namespace Sim;

/// <summary>Something on its way: an entry of the loop's timers, and a step of kind <see cref="StepKind.Delivery"/> once it is there.</summary>
/// <remarks>It touches its destination only, and runs no code of the test: whom it completes goes on in a step of its own.</remarks>
internal abstract class NetworkEvent(NetworkNode destination)
{
    private long _tag;

    /// <summary>The host at which it happens.</summary>
    public NetworkNode Destination { get; protected set; } = destination;

    /// <summary>The host that sent it.</summary>
    public required NetworkNode Source { get; set; }

    /// <summary>How many ticks longer than the least it is on its way, by the draw that decided it.</summary>
    public long Late { get; set; }

    /// <summary>Whether it is on its way.</summary>
    public bool IsScheduled => _tag != 0;

    /// <summary>Whether an entry of the loop's timers with this tag stands for it; an event may be canceled and sent anew.</summary>
    public bool IsArmed(long tag) => _tag == tag;

    /// <summary>It is on its way, under this tag.</summary>
    public void Arm(long tag) => _tag = tag;

    /// <summary>It will not happen, or is about to.</summary>
    public void Disarm() => _tag = 0;

    /// <summary>It happens.</summary>
    public abstract void Run();
}
