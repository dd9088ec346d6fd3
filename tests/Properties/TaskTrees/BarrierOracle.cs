namespace Sim.Properties.TaskTrees;

/// <summary>Barriers: who is let through is let through with all others of its round, each with another index, and nobody before enough have come.</summary>
/// <remarks>Seen to fail when one too few were enough; when only the first of those who waited was woken.</remarks>
/// <param name="jobs">The nodes of the program, by their numbers.</param>
/// <param name="inOrder">Whether what is ready runs first come, first served, so that all of a round go on before time passes.</param>
internal sealed class BarrierOracle(Job[] jobs, bool inOrder) : Oracle
{
    private readonly List<int>[] _arrived = [[], [], []];
    private readonly Round?[] _rounds = new Round?[JobArbitrary.Resources];

    public override void See(Note note)
    {
        if (note.Node < 0 || jobs[note.Node].Kind != JobKind.Meet)
        {
            return;
        }

        int barrier = jobs[note.Node].Which;
        switch (note.Told)
        {
            case Told.Arrives:
                _arrived[barrier].Add(note.Node);
                break;
            case Told.Passes:
                Pass(note, barrier);
                break;
            case Told.GivesUp:
                GiveUp(note, barrier);
                break;
        }
    }

    private void Pass(Note note, int barrier)
    {
        int parties = Resources.Parties[barrier];
        if (_rounds[barrier] is not { } round || round.Left == 0 || !round.Came.Contains(note.Node) || round.Indexes.Contains(note.Value))
        {
            SayIf(_arrived[barrier].Count < parties, note, $"it was let through when {_arrived[barrier].Count} had come");
            _rounds[barrier] = round = new Round { Came = [.. _arrived[barrier]], Left = parties, First = note.Time };
        }

        round.Left--;
        round.Indexes.Add(note.Value);
        SayIf(note.Value < 0 || note.Value >= parties, note, "there is no such index");
        SayIf(inOrder && IsExact(round, barrier) && note.Time != round.First, note, "it was let through later than the others");
        _arrived[barrier].Remove(note.Node);
    }

    private void GiveUp(Note note, int barrier)
    {
        _arrived[barrier].Remove(note.Node);
        bool isLeftBehind = _rounds[barrier] is { Left: > 0 } round && IsExact(round, barrier) && round.Came.Contains(note.Node) && note.Time != round.First;
        SayIf(inOrder && isLeftBehind, note, "it was left behind when the others were let through");
    }

    /// <summary>Whether no more had come than make a round.</summary>
    private static bool IsExact(Round round, int barrier) => round.Came.Count == Resources.Parties[barrier];

    private sealed class Round
    {
        public required List<int> Came { get; init; }

        public required long First { get; init; }

        public List<int> Indexes { get; } = [];

        public int Left { get; set; }
    }
}
