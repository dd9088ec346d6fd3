namespace Sim;

/// <summary>Which runs a session makes. Called between runs, on a carrier.</summary>
internal interface IRunPlan
{
    /// <summary>The next run, or null when there is none.</summary>
    RunSpec? Next();

    /// <summary>A run is over; the world holds all about it until the next begins.</summary>
    void Completed(World world);
}
