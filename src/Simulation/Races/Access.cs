namespace Sim;

/// <summary>That a step touches a resource.</summary>
/// <param name="Resource">The number of the resource in its run, from 1 on in the order of first touch; 0 for none.</param>
/// <param name="IsWrite">Whether it may change it.</param>
internal readonly record struct Access(int Resource, bool IsWrite)
{
    /// <summary>Whether anything is touched.</summary>
    public bool Any => Resource != 0;

    /// <summary>Whether the order of the two matters: the same resource, and one of them writes.</summary>
    public bool RacesWith(Access other) => Resource == other.Resource && Resource != 0 && (IsWrite || other.IsWrite);
}

/// <summary>What a step of the trace touched.</summary>
/// <param name="Step">The step, from 0 on.</param>
/// <param name="Access">What it touched.</param>
/// <param name="IsImplied">Whether Sim knows it by itself (a delivery), instead of having been told.</param>
internal readonly record struct StepAccess(int Step, Access Access, bool IsImplied);
