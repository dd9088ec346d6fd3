namespace Sim.Capture;

/// <summary>
/// What an item of the runtime's plumbing leads to: a timer's promise to the method that awaits it, a channel's read operation
/// to its reader. Read only, for names and reports.
/// </summary>
internal static class ContinuationChain
{
    private const int MostLinks = 16;

    /// <summary>Fields of the runtime's own classes that hold what comes next, in the order in which they are tried.</summary>
    private static readonly string[][] s_paths =
    [
        ["_continuationState"], ["_mrvtsc", "_continuationState"], ["_core", "_continuationState"], ["m_task"], ["m_action"], ["_action"], ["_state"],
    ];

    private static readonly Dictionary<Type, FieldRef<object?>?> s_links = [];
    private static readonly FieldRef<object?> s_continuation = new(new Task(static () => { }), "m_continuationObject");

    /// <summary>The async method's box at which the chain from <paramref name="link"/> arrives, or null.</summary>
    public static object? FindBox(object? link)
    {
        for (int i = 0; i < MostLinks && link is not null; i++)
        {
            if (StepMethods.IsBox(link))
            {
                return link;
            }

            link = Next(link);
        }

        return null;
    }

    /// <summary>The tasks on the chain from <paramref name="link"/>: those that a fault at its beginning can reach.</summary>
    public static void AddTasks(object? link, List<Task> tasks)
    {
        for (int i = 0; i < MostLinks && link is not null; i++)
        {
            if (link is Task task && !tasks.Contains(task))
            {
                tasks.Add(task);
            }

            if (link is List<object> several)
            {
                several.ForEach(each => AddTasks(each, tasks));
                return;
            }

            link = Next(link);
        }
    }

    /// <summary>What is called back when a task is done, if it is one thing.</summary>
    public static object? AfterTask(Task task) => s_continuation.Of(task);

    /// <summary>
    /// What awaits an async method: the box of the method that does, or a promise that stands between them; null where nobody does, or
    /// several.
    /// </summary>
    public static object? Awaiter(object box)
    {
        object? link = box is Task task ? s_continuation.Of(task) : null;
        if (link is null or Task)
        {
            return StepMethods.IsBox(box) ? link : null;
        }

        object? next = link is Delegate callback ? callback.Target : link is List<object> ? null : Next(link);
        next = next is Delegate inner ? inner.Target : next;
        return next is not null && StepMethods.IsBox(next) ? next : null;
    }

    private static object? Next(object link) => link switch
    {
        Task task => s_continuation.Of(task),
        Delegate callback => callback.Target,
        List<object> several => several.FirstOrDefault(),
        _ => Link(link.GetType(), link)?.Of(link),
    };

    private static FieldRef<object?>? Link(Type type, object sample)
    {
        if (!s_links.TryGetValue(type, out FieldRef<object?>? link))
        {
            link = FindLink(type, sample);
            s_links.Add(type, link);
        }

        return link;
    }

    private static FieldRef<object?>? FindLink(Type type, object sample)
    {
        if (!MethodNames.IsRuntimes(type))
        {
            return null;
        }

        foreach (string[] path in s_paths)
        {
            if (RuntimeMember.HoldsReference(type, path))
            {
                return new FieldRef<object?>(sample, path);
            }
        }

        return null;
    }
}
