namespace Sim;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>The body completed and everything it started came to rest.</summary>
    Passed,

    /// <summary>The body threw, or an assertion of the simulation did not hold.</summary>
    Failed,

    /// <summary>Nothing can run, no timer is pending, nothing outside is awaited, and the body is not done.</summary>
    Deadlocked,

    /// <summary>An exception left a pool item, a timer callback or an <c>async void</c> method: the process would have crashed.</summary>
    Crashed,

    /// <summary>A task that nobody awaited faulted, and nobody looked at its exception.</summary>
    Unobserved,

    /// <summary>The run took more than <see cref="RunOptions.MaxSteps"/> steps.</summary>
    StepLimit,

    /// <summary>
    /// A fair schedule made no progress for <see cref="RunOptions.ProgressBound"/> steps: none ran for lack of a turn, and yet
    /// nothing came of it.
    /// </summary>
    Livelocked,

    /// <summary>
    /// What a <see cref="ProgressWatch"/> watches made no progress for <see cref="RunOptions.ProgressBound"/> steps of a fair
    /// schedule, while something else that is watched did.
    /// </summary>
    Starved,

    /// <summary>The run took more than <see cref="RunOptions.MaxVirtualTime"/>.</summary>
    TimeLimit,

    /// <summary>A step took more than <see cref="RunOptions.StepTimeout"/> of real time; the watchdog ended it.</summary>
    Hung,

    /// <summary>The body waits for something outside the simulation, or was reached from there.</summary>
    Escaped,

    /// <summary>The same seed gave two different runs: something that Sim does not control decides what the code does.</summary>
    NotDeterministic,
}
