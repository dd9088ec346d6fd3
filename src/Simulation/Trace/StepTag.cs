namespace Sim;

/// <summary>
/// Says who scheduled a step: its kind, the step that scheduled it, and the how-manieth item of the run it is. Unique in a run.
/// Packed into the 63 bits that the loop carries along with every callback.
/// </summary>
internal readonly record struct StepTag(long Value)
{
    private const int ItemBits = 29;
    private const int ParentBits = 30;

    public StepTag(StepKind kind, int parent, int item)
        : this(((long)kind << (ItemBits + ParentBits)) | ((long)parent << ItemBits) | (uint)(item & ((1 << ItemBits) - 1)))
    {
    }

    public StepKind Kind => (StepKind)(Value >> (ItemBits + ParentBits));

    /// <summary>The number of the step that scheduled it, from 1 on; 0 before the first.</summary>
    public int Parent => (int)((Value >> ItemBits) & ((1 << ParentBits) - 1));

    /// <summary>The how-manieth of all that was scheduled in the run, from 0 on.</summary>
    public int Item => (int)(Value & ((1 << ItemBits) - 1));
}
