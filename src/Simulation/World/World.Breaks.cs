using Sim.Capture;

namespace Sim;

/// <content>Stops before a step that somebody wants to look at; only in runs that keep details.</content>
internal sealed partial class World
{
    private StepBreak? _break;
    private string[] _readyNames = [];

    /// <summary>Notes what is ready, in words, if the step before which to stop comes next.</summary>
    public void LookAtReady(ReadyView ready, int candidates)
    {
        if (_break?.Step != Trace.Count)
        {
            return;
        }

        var names = new List<string>();
        for (int i = 0; i < ready.Count; i++)
        {
            names.Add(Describe(ready.State(i), new StepTag(ready.Tag(i))));
        }

        if (candidates > ready.Count && _loop.TryPeekTimer(out _, out object? state, out long tag))
        {
            names.Add(Describe(state, new StepTag(tag)));
        }

        _readyNames = [.. names];
    }

    private void StopBefore(StepBreak stop, object? item)
    {
        ref readonly StepRecord step = ref Trace.Steps[CurrentStep];
        var context = new StepContext(
            CurrentStep, TimeSpan.FromTicks(step.Time), _host.Name, StepMethods.Name(step.Method), _readyNames, step.Pick, ResumePoint.Frames(item));

        // Whoever else makes a timer would wait for as long as a person looks.
        TakeIn();
        _timers.Close();
        try
        {
            stop.Reached(context);
        }
        finally
        {
            _timers.Open();
        }
    }

    private string Describe(object? state, StepTag tag) => state switch
    {
        Simulation => StepMethods.Name(StepMethods.OfDelegate(_spec.Body)),
        HostProcess process => $"{StepMethods.Name(process.Host.Method)} on {process.Host.Name}",
        BlockedWait wait => $"{StepMethods.Name(Trace.Steps[wait.Step].Method)}, which blocked in step {wait.Step}",
        NetworkEvent happening => $"a packet from {happening.Source.Name} for {happening.Destination.Name}",
        PostponedStep postponed => Describe(postponed.State, tag),
        PeriodicEntry periodic => DescribeTimer(periodic.Timer),
        PostedCallback post => StepMethods.Name(StepMethods.OfCallback(post.Callback, post.State)),
        null => "a callback of the loop",
        _ when tag.Kind == StepKind.Timer => DescribeTimer(state),
        _ when tag.Kind == StepKind.Callback => "a callback of the loop",
        _ => StepMethods.Name(StepMethods.OfItem(state)),
    };

    private static string DescribeTimer(object timer) =>
        $"{StepMethods.Name(StepMethods.OfCallback(TimerInternals.Callback.Of(timer), TimerInternals.State.Of(timer)))} (timer)";
}
