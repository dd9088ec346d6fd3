using System.Globalization;

namespace Sim;

/// <content>What the present step shares with others: what it says it touches, and what the world sees it do.</content>
internal sealed partial class World
{
    /// <summary>A step that ends a method, or makes another one ready, touches this: who is first may matter to whoever awaits them.</summary>
    private const ulong Completions = 1;

    private readonly List<Touch> _touches = [];
    private readonly List<object> _resources = [];
    private object? _resumed;
    private bool _isSearched;
    private bool _touchesAll;
    private bool _goesOn;
    private bool _wakesOthers;
    private int _firstTouch;

    /// <summary>Whether the search gave this run up, because it would come to nothing new.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Ends the run, which comes to nothing.</summary>
    public void Abandon()
    {
        IsAbandoned = true;
        End(RunOutcome.Passed);
    }

    /// <summary>The present step touches a resource; what it touches besides, it has said or will say.</summary>
    public void Touch(object resource, bool write)
    {
        if (_isSearched)
        {
            _touches.Add(new Touch(KeyOf(resource), write));
        }

        Trace.AddTouch(resource as string ?? (resource is IConvertible plain ? Convert.ToString(plain, CultureInfo.InvariantCulture)! : MethodNames.Format(resource.GetType())));
    }

    /// <summary>What the step that ended last touched; asked before the next begins.</summary>
    public StepTouches LastAccess()
    {
        List<Touch> touches = [.. _touches.Skip(_firstTouch).Distinct()];
        bool isKnown = !_touchesAll && _pending.Count == 0 && touches.Count > 0 && touches.TrueForAll(static touch => touch.Key != 0);
        if (_wakesOthers || !_goesOn)
        {
            touches.Add(new Touch(Completions, IsWrite: true));
        }

        return new StepTouches(touches, isKnown);
    }

    private void ResetAccesses()
    {
        IsAbandoned = false;
        _isSearched = _spec.Picker is not null;
        _touches.Clear();
        _resources.Clear();
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

        _firstTouch = _touches.Count;
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

    /// <summary>
    /// A text or a number is the same resource in every run. An object is known by when it was touched first, if that was before
    /// anything could go either way; else it has no key, and the step counts as one that may touch anything.
    /// </summary>
    private ulong KeyOf(object resource)
    {
        if (resource is string or IConvertible)
        {
            return TextHash.Of($"{resource.GetType().FullName} {Convert.ToString(resource, CultureInfo.InvariantCulture)}") | 2;
        }

        int index = _resources.FindIndex(known => ReferenceEquals(known, resource));
        if (index < 0 && Choices.Count <= 1)
        {
            index = _resources.Count;
            _resources.Add(resource);
        }

        return index < 0 ? 0 : ((ulong)index << 8) | 4;
    }
}
