namespace Sim.Properties.TaskTrees;

/// <summary>
/// Cancellations: a request reaches the task, and what that waits for, and nobody else, once; a timeout comes of a deadline, and only where nobody else
/// canceled the task.
/// </summary>
/// <remarks>
/// It does not see timers. So when an exception surfaces without a request that it knows, it looks whether a deadline above is past and has not been
/// the reason before.
/// Seen to fail when canceling a gather canceled the first child only; when canceling a shield canceled what it shields; when a timeout converted whatever
/// cancellation left its scope; when WaitFor, expired and canceled at once, told of its timeout; when a request that
/// interrupted a task that was about to go on reached its next await as well.
/// </remarks>
internal sealed class CancellationOracle : Oracle
{
    private readonly Job[] _jobs;
    private readonly Dictionary<int, int> _ends;
    private readonly Dictionary<int, JobState> _tasks = [];
    private readonly HashSet<int> _used = [];
    private int _running = -1;

    /// <param name="jobs">The nodes of the program, by their numbers.</param>
    /// <param name="ends">What became of the tasks.</param>
    public CancellationOracle(Job[] jobs, Dictionary<int, int> ends)
    {
        (_jobs, _ends) = (jobs, ends);
        _tasks[0] = new JobState();
        foreach (Job job in jobs.Where(static job => job.Spawns))
        {
            foreach (Job child in job.Children)
            {
                _tasks[child.Id] = new JobState { Parent = TaskOf(job.Id), Above = job.Id };
            }
        }
    }

    public override void See(Note note)
    {
        switch (note.Told)
        {
            case Told.Cancels:
                SayIf(_tasks[note.Value].IsOver, note, "the task is over");
                _running = note.Task;
                Request(note.Value, isCertain: true);
                _running = -1;
                return;
            case Told.CancelsInVain:
                SayIf(!_tasks[note.Value].IsOver && _tasks[note.Value].HasBegun, note, "the task is not over");
                return;
        }

        SeeTask(note, _tasks[note.Task]);
    }

    private void SeeTask(Note note, JobState task)
    {
        switch (note.Told)
        {
            case Told.Begins:
                SayIf(task.IsRequestCertain, note, "it was canceled before");
                task.HasBegun = true;
                break;
            case Told.Ends or Told.EndsCanceled or Told.EndsFaulted:
                End(note, task);
                break;
            case Told.Hit:
                Hit(note, task);
                break;
            case Told.Awaits:
                Await(note, task);
                break;
            case Told.GoesOn:
                task.Waits = -1;
                break;
            case Told.CatchBegins:
                task.Catches++;
                break;
            case Told.CatchEnds:
                task.Catches--;
                break;
            case Told.ScopeBegins:
                task.Scopes.Add((note.Node, note.Time + Milliseconds(note.Node), task.Requests));
                break;
            case Told.ScopeEnds:
                task.Scopes.RemoveAt(task.Scopes.Count - 1);
                break;
            case Told.TimedOut:
                SeeTimeout(note, task);
                break;
        }
    }

    /// <summary>A request that has not reached the task yet goes on to what it waits for now.</summary>
    private void Await(Note note, JobState task)
    {
        task.Waits = note.Node;
        task.WaitsSince = note.Time;
        if (task.IsRequested)
        {
            bool isCertain = task.IsRequestCertain;
            task.IsRequestCertain = GoOn(_jobs[note.Node], isCertain) && isCertain;
        }
    }

    private void Hit(Note note, JobState task)
    {
        bool isExplained = task.IsRequested || FindDeadline(note.Task, note.Time) || IsOfChild(note);
        SayIf(!isExplained, note, "nobody canceled it");
        task.IsRequested = false;
        task.IsRequestCertain = false;
    }

    private void End(Note note, JobState task)
    {
        task.IsOver = true;
        SayIf(note.Told == Told.Ends && task.IsRequestCertain && _ends[note.Task] != Canceled, note, "it was canceled, and nothing came of it");
        SayIf(note.Told == Told.EndsCanceled && _ends[note.Task] != Canceled, note, "it ended otherwise than its code");
        if (note.Told == Told.EndsFaulted && task.Above >= 0 && _jobs[task.Above].Kind == JobKind.Group)
        {
            Array.ForEach([.. _jobs[task.Above].Children], sibling => _ = Request(sibling.Id, isCertain: false));
        }
    }

    private void SeeTimeout(Note note, JobState task)
    {
        if (_jobs[note.Node].Kind == JobKind.WaitFor)
        {
            SayIf(note.Time < task.WaitsSince + Milliseconds(note.Node), note, "it was not time yet");
            return;
        }

        (int node, long deadline, int requests) = task.Scopes[^1];
        SayIf(node != note.Node || note.Time < deadline, note, "it was not time yet");
        SayIf(task.Requests > requests, note, "somebody else canceled it");
        if (_used.Add(node))
        {
            // So the deadline was the reason, and the request that was taken for it is still to come.
            task.IsRequested = true;
        }
    }

    /// <summary>A request to cancel a task goes on to the tasks that it waits for.</summary>
    /// <returns>Whether it surely comes out of the task: one that runs may come to where it swallows it before its next await.</returns>
    private bool Request(int id, bool isCertain)
    {
        JobState task = _tasks[id];
        if (task.IsOver)
        {
            return true;
        }

        task.IsRequested = true;
        task.Requests += isCertain ? 1 : 0;
        bool comesOut = task.Waits < 0 || GoOn(_jobs[task.Waits], isCertain);
        task.IsRequestCertain |= isCertain && comesOut;
        return comesOut && task.Catches == 0 && id != _running;
    }

    /// <summary>A fault of a child that a gather does not know of yet wins over the request.</summary>
    private bool GoOn(Job waited, bool isCertain)
    {
        if (waited.Kind == JobKind.Shield)
        {
            return true;
        }

        bool isSure = IsSurelyWaiting(waited);
        bool comesOut = isSure;
        foreach (Job child in waited.Children)
        {
            comesOut &= Request(child.Id, isCertain && isSure);
        }

        return comesOut || waited.Kind is JobKind.Group or JobKind.GatherOutcomes;
    }

    /// <summary>A gather is over with the first failure; a group cancels its children a tick later, when they may be over.</summary>
    private bool IsSurelyWaiting(Job waited) => waited.Kind switch
    {
        JobKind.Group => false,
        JobKind.Gather => waited.Children.All(child => !_tasks[child.Id].MayHaveFailed(_ends[child.Id])),
        _ => true,
    };

    /// <summary>Whether the deadline of a scope of the task, or of who waits for it, is past; what it canceled is requested then.</summary>
    private bool FindDeadline(int id, long time)
    {
        for (int at = id; at >= 0; at = _tasks[at].Parent)
        {
            JobState task = _tasks[at];
            if (task.Scopes.FindLastIndex(scope => scope.Deadline <= time && _used.Add(scope.Node)) >= 0)
            {
                Request(at, isCertain: false);
                return true;
            }

            if (task.Parent < 0 || _tasks[task.Parent].Waits != task.Above || _jobs[task.Above].Kind == JobKind.Shield)
            {
                return false;
            }

            if (_jobs[task.Above].Kind == JobKind.WaitFor && _tasks[task.Parent].WaitsSince + Milliseconds(task.Above) <= time && _used.Add(task.Above))
            {
                Request(at, isCertain: false);
                return true;
            }
        }

        return false;
    }

    /// <summary>Whoever waits for a task that was canceled gets that as well, but not from a group, or where faults are returned.</summary>
    private bool IsOfChild(Note note) =>
        _jobs[note.Node] is { Kind: JobKind.Gather or JobKind.WaitFor or JobKind.Shield } waited
        && waited.Children.Any(child => _ends[child.Id] == Canceled && (_tasks[child.Id].IsOver || !_tasks[child.Id].HasBegun));

    private long Milliseconds(int node) => _jobs[node].Amount * TimeSpan.TicksPerMillisecond;

    /// <summary>The task whose code does a node.</summary>
    private int TaskOf(int node)
    {
        for (int at = node; ; at--)
        {
            if (_tasks.ContainsKey(at) && _jobs[at].All().Any(below => below.Id == node))
            {
                return at;
            }
        }
    }
}
