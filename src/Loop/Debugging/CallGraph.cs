using System.Globalization;
using System.Reflection;
using System.Text;

namespace Sim;

/// <summary>Which task waits for what, and who has it, at one moment: as text, in the order in which the tasks were made.</summary>
internal static class CallGraph
{
    private const int MostLines = 100;
    private const int MostDepth = 50;

    /// <summary>All tasks of a loop that are not done, a line each, and the first circle among them.</summary>
    public static string Format(EventLoop loop)
    {
        IReadOnlyList<LoopTask> tasks = loop.AllTasks;
        var text = new StringBuilder();
        foreach (LoopTask task in tasks.Take(MostLines))
        {
            text.Append(Describe(task)).Append('\n');
        }

        if (tasks.Count > MostLines)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {tasks.Count - MostLines} more\n");
        }

        return text.Append(FindCircle(tasks)).ToString().TrimEnd('\n');
    }

    /// <summary>One task, what it waits for, and, indented below it, those who wait for it.</summary>
    public static string Format(LoopTask task)
    {
        var text = new StringBuilder();
        Append(text, task, task.Loop.AllTasks, []);
        return text.ToString().TrimEnd('\n');
    }

    private static void Append(StringBuilder text, LoopTask task, IReadOnlyList<LoopTask> tasks, List<LoopTask> path)
    {
        string indent = new(' ', path.Count * 4);
        text.Append(indent).Append(Describe(task));
        if (path.Contains(task) || path.Count == MostDepth)
        {
            text.Append(path.Contains(task) ? " (a circle)\n" : " ...\n");
            return;
        }

        text.Append('\n');
        LoopTask[] awaiting = [.. tasks.Where(other => Blockers(other).Contains(task))];
        if (awaiting.Length == 0)
        {
            return;
        }

        text.Append(indent).Append("  awaited by\n");
        path.Add(task);
        foreach (LoopTask other in awaiting)
        {
            Append(text, other, tasks, path);
        }

        path.Remove(task);
    }

    private static string Describe(LoopTask task)
    {
        string[] frames = task.IsDone ? [] : [.. Frames(task)];
        string where = frames.Length == 0 ? task.Name : $"{task.Name}, in {string.Join(" > ", frames)},";
        return $"{where} {Doing(task)}";
    }

    /// <summary>
    /// Its function, and the async method that it called last, where that is another and not the loop's own: those between have no names that can be had.
    /// </summary>
    private static IEnumerable<string> Frames(LoopTask task)
    {
        string? body = task.Running is { } running && MethodNames.IsStateMachineBox(running.GetType()) ? MethodNames.Format(running.GetType()) : null;
        string? innermost = task.Innermost is { } code && !IsOurs(code) ? MethodNames.Format(code) : null;
        return new[] { body, innermost }.OfType<string>().Distinct();
    }

    private static bool IsOurs(Delegate code) => MethodNames.OwnerOf(code.Target?.GetType() ?? (MemberInfo)code.Method)?.Assembly == typeof(CallGraph).Assembly;

    private static string Doing(LoopTask task)
    {
        LoopFuture[] awaited = [.. task.Awaited];
        return task switch
        {
            { IsDone: true } => "is done",
            _ when ReferenceEquals(LoopTask.Current, task) => "runs",
            { Running: null } => "has not started",
            _ when awaited.Length > 0 => $"waits for {string.Join(" and ", awaited.Select(What))}",
            _ => "waits for something that is not of its event loop",
        };
    }

    private static string What(LoopFuture future)
    {
        if (future is LoopTask task)
        {
            return task.Name;
        }

        if (future is not IExplainedWait wait)
        {
            return future.IsDone ? "a future that is done: it is about to go on" : "a future";
        }

        string parts = string.Join(", ", wait.Parts.Where(static part => !part.IsDone).Select(What));
        string holder = wait.Holder is { } owner ? $", which {owner.Name} holds" : "";
        return $"{wait.What}{holder}{(parts.Length == 0 ? "" : $" ({parts})")}";
    }

    /// <summary>The tasks that have to do something before this one can go on.</summary>
    private static IEnumerable<LoopTask> Blockers(LoopTask task) => task.Awaited.SelectMany(Tasks);

    private static IEnumerable<LoopTask> Tasks(LoopFuture future) => future switch
    {
        { IsDone: true } => [],
        LoopTask task => [task],
        IExplainedWait wait => wait.Parts.SelectMany(Tasks).Concat(wait.Holder is { } holder ? [holder] : []),
        _ => [],
    };

    private static string FindCircle(IReadOnlyList<LoopTask> tasks)
    {
        HashSet<LoopTask> seen = [];
        foreach (LoopTask task in tasks)
        {
            if (FindCircle(task, [], seen) is { } circle)
            {
                return $"A circle: {string.Join(" > ", circle.Select(static member => member.Name))}\n";
            }
        }

        return "";
    }

    private static List<LoopTask>? FindCircle(LoopTask task, List<LoopTask> path, HashSet<LoopTask> seen)
    {
        int start = path.IndexOf(task);
        if (start >= 0)
        {
            return [.. path[start..], task];
        }

        if (path.Count == MostDepth || !seen.Add(task))
        {
            return null;
        }

        path.Add(task);
        foreach (LoopTask blocker in Blockers(task))
        {
            if (FindCircle(blocker, path, seen) is { } circle)
            {
                return circle;
            }
        }

        path.Remove(task);
        return null;
    }
}
