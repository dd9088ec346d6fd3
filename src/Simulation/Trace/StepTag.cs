namespace Sim;

/// <summary>
/// Says who scheduled a step: its kind, the step that scheduled it, and the how-manieth of that step it is. Unique in a run.
/// Packed into the 63 bits that the loop carries along with every callback.
/// </summary>
internal readonly record struct StepTag(long Value)
{
    private const int OrdinalBits = 29;
    private const int ParentBits = 30;

    public StepTag(StepKind kind, int parent, int ordinal)
        : this(((long)kind << (OrdinalBits + ParentBits)) | ((long)parent << OrdinalBits) | (uint)(ordinal & ((1 << OrdinalBits) - 1)))
    {
    }

    public StepKind Kind => (StepKind)(Value >> (OrdinalBits + ParentBits));

    /// <summary>The number of the step that scheduled it, from 1 on; 0 before the first.</summary>
    public int Parent => (int)((Value >> OrdinalBits) & ((1 << ParentBits) - 1));
}
