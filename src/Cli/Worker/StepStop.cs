using System.Diagnostics;
using System.Text;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Stops a replay before a step: tells what is known of it, waits until the launcher or a debugger is there, and breaks in the debugger.</summary>
internal sealed class StepStop(int step, RunResult known, RunMarker marker, LauncherLink link)
{
    private const int LookMilliseconds = 20;
    private const int MostReady = 20;

    public StepBreak Break => new(step, Stop);

    private void Stop(StepContext context)
    {
        marker.IsReleased = false;
        marker.IsStopped = true;
        link.Send(new StoppedMessage(Tell(context), Environment.ProcessId));
        while (!marker.IsReleased && !Debugger.IsAttached)
        {
            Thread.Sleep(LookMilliseconds);
        }

        marker.IsStopped = false;
        if (Debugger.IsAttached)
        {
            Debugger.Break();
        }
    }

    private string Tell(StepContext context)
    {
        var text = new StringBuilder($"Before step {context.Index} of {known.Steps}, at {context.Time.TotalSeconds:0.000000} s\n\n");
        text.Append($"  Method    {context.Method}\n");
        text.Append($"  Source    {context.Frames.Select(AwaitPlaces.Find).FirstOrDefault(place => place is not null) ?? "not known: no symbols next to the assembly"}\n");
        text.Append($"  Host      {context.Host}\n");
        Append(text, "Ready", context.Ready.Take(MostReady).Select((name, i) => $"{(i == context.Pick ? "> " : "  ")}{name}"));
        if (context.Ready.Count > MostReady)
        {
            text.Append($"              and {context.Ready.Count - MostReady} more, picked is number {context.Pick}\n");
        }

        Append(text, "Touches", known.Touches(step));
        Append(text, "Says", known.Trace[step].Log);
        Append(text, "Stack", context.Frames.Select(frame => $"{frame.Method}{(AwaitPlaces.Find(frame) is { } place ? $"  {place}" : "")}"));
        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, string name, IEnumerable<string> lines)
    {
        foreach (var line in lines.DefaultIfEmpty("nothing that is known"))
        {
            text.Append($"  {name,-9} {line}\n");
            name = "";
        }
    }
}
