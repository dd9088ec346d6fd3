namespace Sim;

/// <summary>Picks in the place of script and strategy, with a view of the whole world: what a search of all schedules needs.</summary>
internal interface IPicker
{
    /// <summary>A step is about to be picked, or to run because it is the only candidate.</summary>
    void Look(ReadyView ready, int candidates, World world);

    /// <summary>Picks a candidate: one of what is ready, or the next timer if there is one candidate more.</summary>
    int Pick(ReadyView ready, int candidates, World world);
}
