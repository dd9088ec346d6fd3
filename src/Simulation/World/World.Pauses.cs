using Sim.Capture;

namespace Sim;

/// <content>Pauses: what a host that stands still would run waits, as a timer, until it goes on.</content>
internal sealed partial class World
{
    private readonly Action<object?> _runPostponed;

    /// <summary>Lets nothing of a process run for a while.</summary>
    public void Pause(HostProcess process, TimeSpan time)
    {
        ThrowIfCallerIsDown();
        HostOwner owner = process.Owner;
        if (owner.IsRetired)
        {
            throw new InvalidOperationException($"The host {owner.Name} is down: there is nothing to pause.");
        }

        owner.PausedUntil = Math.Max(owner.PausedUntil, Clock.Now + time.Ticks);
        Log($"{owner.Name} pauses for {time.TotalMilliseconds:0.###} ms", LineKind.Fault);
        Trace.Details?.Spans.Add(new SpanRecord(CurrentStep, -1, owner.Index, "stands still", owner.PausedUntil));
    }

    /// <summary>Whether a host stands still; then what was picked for it waits.</summary>
    /// <remarks>Timers and deliveries stay entries of their own, lest one that is stopped meanwhile, or sent anew, be taken for armed.</remarks>
    private bool IsPostponed(HostOwner host, Action<object?> run, object? state)
    {
        if (host.PausedUntil <= Clock.Now)
        {
            return false;
        }

        long tag = _order.PickedTag.Value;
        if (ReferenceEquals(run, _runTimer) || ReferenceEquals(run, _runDelivery))
        {
            _loop.CallAt(host.PausedUntil, run, state, tag);
        }
        else
        {
            _loop.CallAt(host.PausedUntil, _runPostponed, new PostponedStep(run, state), tag);
        }

        return true;
    }

    private void RunPostponed(object? state)
    {
        var step = (PostponedStep)state!;
        step.Run(step.State);
    }

    /// <summary>What was picked for a host that stands still.</summary>
    /// <param name="Run">Runs it.</param>
    /// <param name="State">What that is given.</param>
    private sealed record PostponedStep(Action<object?> Run, object? State);
}
