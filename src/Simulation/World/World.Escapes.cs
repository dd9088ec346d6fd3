using System.Text;
using Sim.Capture;

namespace Sim;

/// <content>What a step does that leaves the simulation, noticed at the call.</content>
internal sealed partial class World
{
    private const int MostAncestors = 5;

    /// <summary>Something in the present step leaves the simulation.</summary>
    public void NoteDeparture(Escape escape)
    {
        if (IsInStep && !_owner.IsRetired)
        {
            EscapeLog.Add(escape with { Stack = Environment.StackTrace + DescribeAncestors() });
        }
    }

    /// <summary>The present step ends the process: these are the last words.</summary>
    public void NoteExit()
    {
        NoteDeparture(Escapes.Exit());
        if (EscapeLog.TakeAll() is [.., var exit])
        {
            WorkerProcess.OnExit(StoryTeller.TellExit(exit, ResultFactory.NameOf(_spec.Options, _spec.Body), _spec.Seed));
        }
    }

    /// <summary>The user's methods that led to the present step. Its own stack ends where it was resumed, often within a library.</summary>
    private string DescribeAncestors()
    {
        var told = new StringBuilder();
        int count = 0;
        for (int step = Parent(CurrentStep); step >= 0 && count < MostAncestors; step = Parent(step))
        {
            int method = Trace.Steps[step].Method;
            if (StepMethods.IsUsers(method))
            {
                told.AppendLine().Append($"   led to by {StepMethods.Name(method)} (step {step})");
                count++;
            }
        }

        return told.ToString();
    }

    private int Parent(int step) => Trace.Steps[step].Tag.Parent - 1;
}
