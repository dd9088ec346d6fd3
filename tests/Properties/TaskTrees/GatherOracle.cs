namespace Sim.Properties.TaskTrees;

/// <summary>Gathers give the results in the order of their arguments, groups the faults of all their children and leave nobody running.</summary>
/// <remarks>Seen to fail when results were collected from the last to the first; when a group that was canceled waited for one child only.</remarks>
/// <param name="jobs">The nodes of the program, by their numbers.</param>
/// <param name="ends">What became of the tasks: their result, <see cref="Oracle.Canceled"/> or <see cref="Oracle.Faulted"/>.</param>
/// <param name="inOrder">Whether what is ready runs first come, first served, so that a gather gets the first fault.</param>
internal sealed class GatherOracle(Job[] jobs, Dictionary<int, int> ends, bool inOrder) : Oracle
{
    private readonly Dictionary<int, List<int>> _gathered = [];
    private readonly List<int> _failed = [];
    private readonly HashSet<int> _begun = [];

    public override void See(Note note)
    {
        switch (note.Told)
        {
            case Told.Begins:
                _begun.Add(note.Node);
                break;
            case Told.EndsCanceled or Told.EndsFaulted:
                _failed.Add(note.Node);
                break;
            case Told.Awaits:
                _gathered[note.Node] = [];
                break;
            case Told.Gathered:
                _gathered[note.Node].Add(note.Value);
                break;
            case Told.Faulted:
                SeeFault(note, jobs[note.Node]);
                break;
            case Told.GoesOn:
                GoOn(note, jobs[note.Node]);
                break;
        }
    }

    private void SeeFault(Note note, Job job)
    {
        IEnumerable<int> children = job.Children.Select(static child => child.Id);
        if (job.Kind == JobKind.Group)
        {
            int faulted = children.Count(child => ends[child] == Faulted);
            SayIf(note.Value != faulted, note, $"{faulted} of its children faulted");
        }
        else
        {
            bool isCertain = inOrder && children.All(child => _begun.Contains(child) || ends[child] != Canceled);
            int first = _failed.FirstOrDefault(children.Contains, -1);
            SayIf(first < 0 || (isCertain && ends[first] != Faulted), note, "no child had faulted first");
            SayIf(first >= 0 && isCertain && !jobs[first].All().Any(below => below.Id == note.Value), note, $"child {first} faulted first");
        }
    }

    private void GoOn(Note note, Job job)
    {
        List<int> gathered = _gathered[note.Node];
        SayIf(
            gathered.Count > 0 && !gathered.SequenceEqual(job.Children.Select(child => job.Kind == JobKind.Gather ? child.Id : ends[child.Id])),
            note,
            $"it gathered [{string.Join(", ", gathered)}]");
        SayIf(note.Value > 0 && job.Kind is JobKind.Group or JobKind.GatherOutcomes or JobKind.WaitFor, note, "children are left running");
    }
}
