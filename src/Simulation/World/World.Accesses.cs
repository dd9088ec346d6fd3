namespace Sim;

/// <content>What the present step shares with others: what it says it touches, and what the world sees it do.</content>
internal sealed partial class World
{
    /// <summary>A step that ends a method, or makes another one ready, touches this: who is first may matter to whoever awaits them.</summary>
    private const ulong Completions = 1;

    private object? _resumed;
    private bool _isSearched;
    private bool _touchesAll;
    private bool _goesOn;
    private bool _wakesOthers;

    /// <summary>Whether the search gave this run up, because it would come to nothing new.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Ends the run, which comes to nothing.</summary>
    public void Abandon()
    {
        IsAbandoned = true;
        End(RunOutcome.Passed);
    }

    /// <summary>What the step that ended last touched; asked before the next begins.</summary>
    public StepTouches LastAccess()
    {
        var touches = new List<KeyedTouch>();
        for (int i = Trace.Accesses.Count - 1; i >= 0 && Trace.Accesses[i].Step == CurrentStep; i--)
        {
            Access access = Trace.Accesses[i].Access;
            touches.Add(new KeyedTouch(Resources.KeyOf(access.Resource), access.IsWrite));
        }

        bool isKnown = !_touchesAll && _pending.Count == 0 && _standing.Count == 0 && touches.Count > 0 && touches.TrueForAll(static touch => touch.Key != 0);
        if (_wakesOthers || !_goesOn)
        {
            touches.Add(new KeyedTouch(Completions, IsWrite: true));
        }

        return new StepTouches(touches, isKnown);
    }

    private void ResetAccesses()
    {
        IsAbandoned = false;
        _isSearched = _spec.Picker is not null;
        BeginAccess(null, isCode: false);
    }

    /// <param name="item">What resumes.</param>
    /// <param name="isCode">Whether it is a continuation or a work item, whose touches are the code's; all else is time, or a thread that blocked.</param>
    private void BeginAccess(object? item, bool isCode)
    {
        if (!_isSearched)
        {
            return;
        }

        _resumed = (item as Delegate)?.Target ?? item;
        _touchesAll = !isCode;
        _goesOn = false;
        _wakesOthers = false;
    }

    private void NoteScheduled(object? item)
    {
        if (!_isSearched)
        {
            return;
        }

        bool isSelf = item is not null && ReferenceEquals((item as Delegate)?.Target ?? item, _resumed);
        _goesOn |= isSelf;
        _wakesOthers |= !isSelf;
    }
}
