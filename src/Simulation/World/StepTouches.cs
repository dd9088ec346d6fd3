namespace Sim;

/// <summary>What a step touched that other steps may touch, and whether that is known to be all.</summary>
/// <param name="Touches">The resources, by keys that are the same in every run.</param>
/// <param name="IsKnown">Whether nothing else is shared.</param>
internal sealed record StepTouches(IReadOnlyList<KeyedTouch> Touches, bool IsKnown)
{
    public static StepTouches Unknown { get; } = new([], false);

    /// <summary>Whether it makes no difference which of two steps runs first.</summary>
    public bool IsIndependentOf(StepTouches other) => IsKnown && other.IsKnown && !Touches.Any(other.Conflicts);

    /// <summary>What either of them touches.</summary>
    public StepTouches With(StepTouches other) => new([.. Touches.Union(other.Touches)], IsKnown && other.IsKnown);

    private bool Conflicts(KeyedTouch touch) => Touches.Any(own => own.Key == touch.Key && (own.IsWrite || touch.IsWrite));
}

/// <summary>One touch of a resource.</summary>
/// <param name="Key">The resource, the same in every run; 0 if it has no such key.</param>
/// <param name="IsWrite">Whether it may be changed.</param>
internal readonly record struct KeyedTouch(ulong Key, bool IsWrite);
