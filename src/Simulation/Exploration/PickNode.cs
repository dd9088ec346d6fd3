namespace Sim;

/// <summary>A step that sleeps: every run that begins with it was made, and nothing has run since that it depends on.</summary>
internal readonly record struct Sleeper(StepTag Tag, StepTouches Access);

/// <summary>A draw on the way of a search, and what became of its answers. Of a draw that is no pick all answers are tried.</summary>
internal sealed class PickNode
{
    private readonly bool[] _wanted;
    private readonly bool[] _tried;
    private StepTouches? _seen;

    /// <summary>A pick among steps, of which the first that is awake is wanted.</summary>
    public PickNode(StepTag[] tags, List<Sleeper> asleep)
    {
        Tags = tags;
        Asleep = asleep;
        Bound = tags.Length;
        _wanted = new bool[Bound];
        _tried = new bool[Bound];
        Want(Enumerable.Range(0, Bound).First(answer => !IsAsleep(answer)));
        TryNext();
    }

    /// <summary>Another draw, which was answered so.</summary>
    public PickNode(int answer, int bound)
    {
        Bound = bound;
        Answer = answer;
        bool isVaried = bound <= ExhaustiveSource.MostAnswers;
        _wanted = isVaried ? [.. Enumerable.Repeat(true, bound)] : [];
        _tried = isVaried ? new bool[bound] : [];
        _tried.AsSpan(0, isVaried ? 1 + answer : 0).Fill(true);
    }

    /// <summary>The present answer.</summary>
    public int Answer { get; private set; } = -1;

    public int Bound { get; }

    /// <summary>The candidates; empty where it is no pick.</summary>
    public StepTag[] Tags { get; } = [];

    /// <summary>The steps that sleep here.</summary>
    public List<Sleeper> Asleep { get; } = [];

    /// <summary>The candidates of which every run was made.</summary>
    public List<Sleeper> Done { get; } = [];

    public bool IsAsleep(int answer) => Asleep.Exists(sleeper => sleeper.Tag == Tags[answer]);

    /// <summary>Whether this candidate is or was to be tried here.</summary>
    public bool IsWanted(int answer) => _wanted[answer];

    public void Want(int answer) => _wanted[answer] = true;

    public void WantAll() => _wanted.AsSpan().Fill(true);

    /// <summary>Whether some candidate was never tried here.</summary>
    public bool WasReduced => Tags.Length > 0 && Array.IndexOf(_tried, false) >= 0;

    /// <summary>What the picked step touched, which may depend on draws inside it: all of it counts.</summary>
    public void Saw(StepTouches access) => _seen = _seen?.With(access) ?? access;

    /// <summary>Goes on to the next answer that is wanted and awake.</summary>
    public bool TryNext()
    {
        if (Tags.Length > 0 && Answer >= 0)
        {
            Done.Add(new Sleeper(Tags[Answer], _seen ?? StepTouches.Unknown));
            _seen = null;
        }

        Answer = Next();
        if (Answer >= 0)
        {
            _tried[Answer] = true;
        }

        return Answer >= 0;
    }

    private int Next()
    {
        for (int answer = 0; answer < _wanted.Length; answer++)
        {
            if (_wanted[answer] && !_tried[answer] && (Tags.Length == 0 || !IsAsleep(answer)))
            {
                return answer;
            }
        }

        return -1;
    }
}
