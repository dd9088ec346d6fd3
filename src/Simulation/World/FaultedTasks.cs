using Sim.Capture;

namespace Sim;

/// <summary>
/// The tasks that something thrown could reach, with the process in which it was thrown. Whether one of them keeps a fault at which
/// nobody looked shows at the end of the run.
/// </summary>
/// <remarks>
/// A task lets go of what awaits it when it is done, so which methods a step can reach is read when it begins. What a step resumes
/// by completing a <see cref="TaskCompletionSource"/> of its own is not among them.
/// </remarks>
internal sealed class FaultedTasks
{
    private const int Few = 64;
    private const int MostLinks = 16;

    private readonly object?[] _reach = new object?[MostLinks];
    private readonly List<Task> _tasks = [];
    private readonly List<HostOwner> _owners = [];
    private int _reached;
    private int _due = Few;

    /// <summary>Notes what the step reaches that begins with this item: the tasks one after another, and what the last one calls.</summary>
    public void Begin(object? item)
    {
        int count = 0;
        object? link = item;
        while (link is not null && count < MostLinks)
        {
            _reach[count++] = link;
            link = link is Task task ? ContinuationChain.AfterTask(task) : null;
        }

        _reached = count;
    }

    /// <summary>Something was thrown in the step that began last.</summary>
    public void Add(HostOwner owner)
    {
        for (int i = 0; i < _reached; i++)
        {
            ContinuationChain.AddTasks(_reach[i], _tasks);
        }

        while (_owners.Count < _tasks.Count)
        {
            _owners.Add(OwnerOf(_tasks[_owners.Count]) ?? owner);
        }

        if (_tasks.Count >= _due)
        {
            RemoveWhere(i => _tasks[i].IsCompleted && !TaskInternals.IsFaultUnobserved(_tasks[i]));
            _due = Math.Max(Few, 2 * _tasks.Count);
        }
    }

    /// <summary>Nobody looks at faults of a process that is gone.</summary>
    public void Forget(HostOwner owner) => RemoveWhere(i => ReferenceEquals(_owners[i], owner));

    /// <summary>The first task with a fault at which nobody looked, or null.</summary>
    public Task? FindUnseen() => _tasks.Find(static task => TaskInternals.IsFaultUnobserved(task));

    public void Clear()
    {
        Array.Clear(_reach);
        _reached = 0;
        _tasks.Clear();
        _owners.Clear();
        _due = Few;
    }

    private void RemoveWhere(Predicate<int> isGone)
    {
        for (int i = _tasks.Count - 1; i >= 0; i--)
        {
            if (isGone(i))
            {
                _tasks.RemoveAt(i);
                _owners.RemoveAt(i);
            }
        }
    }

    /// <summary>A connection pool's work has no context of its own (it suppresses the flow): it belongs to the step in which it was seen.</summary>
    private static HostOwner? OwnerOf(Task task) => TaskInternals.ContextOf(task) is { } context ? Ownership.Of(Thread.CurrentThread, context) : null;
}
