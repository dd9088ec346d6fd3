namespace Sim;

/// <summary>What a strategy picks from, oldest first; valid during the call that it was passed to.</summary>
internal readonly ref struct Candidates
{
    private readonly ReadyView _ready;
    private readonly World _world;

    public Candidates(ReadyView ready, int count, World world)
    {
        _ready = ready;
        _world = world;
        Count = count;
    }

    /// <summary>How many there are: one more than is ready if the next timer may fire first.</summary>
    public int Count { get; }

    /// <summary>How many are ready.</summary>
    public int Ready => _ready.Count;

    /// <summary>Whether the next timer may fire although work is ready; it is the last candidate then.</summary>
    public bool HasLateTimer => Count > _ready.Count;

    /// <summary>The number of the step that ran last, from 1 on, as <see cref="StepTag.Parent"/> counts.</summary>
    public int LastStep => _world.Trace.Count;

    /// <summary>The chain of the step that ran last; 0 before the first. As all about chains it needs <see cref="IStrategy.Tracks"/>.</summary>
    public int LastChain => _world.ChainOfStep(_world.Trace.Count - 1);

    /// <summary>The chains noticed so far.</summary>
    public ChainTable Chains => _world.Chains;

    /// <summary>Who scheduled a candidate.</summary>
    public StepTag Tag(int index) => new(index < _ready.Count ? _ready.Tag(index) : _ready.NextTimerTag);

    /// <summary>The number of a candidate in its run, by which it is known again at the next pick.</summary>
    public int Item(int index) => Tag(index).Item;

    /// <summary>The number of the one of the first <paramref name="count"/> candidates that was scheduled last.</summary>
    public int NewestItem(int count)
    {
        int newest = -1;
        for (int i = 0; i < count; i++)
        {
            newest = Math.Max(newest, Item(i));
        }

        return newest;
    }

    /// <summary>The chain of a candidate.</summary>
    public int Chain(int index) => _world.Items.ChainOf(Item(index));

    /// <summary>What a candidate was declared to touch; nothing where that is not known.</summary>
    public Access Access(int index) => _world.Items.AccessOf(Item(index));

    /// <summary>The chain of a step that ran.</summary>
    /// <param name="step">From 0 on.</param>
    public int ChainOfStep(int step) => _world.ChainOfStep(step);

    /// <summary>What a step that ran had been declared to touch.</summary>
    /// <param name="step">From 0 on.</param>
    public Access AccessOfStep(int step) => _world.Items.AccessOf(_world.Trace.Steps[step].Tag.Item);
}
