namespace Sim;

/// <summary>What brought a step about.</summary>
internal enum StepKind
{
    /// <summary>The test body begins.</summary>
    Main = 1,

    /// <summary>A thread-pool item: a task, a continuation, a work item.</summary>
    Pool,

    /// <summary>A continuation posted to the loop's context.</summary>
    Post,

    /// <summary>A timer fires.</summary>
    Timer,

    /// <summary>A blocked step goes on.</summary>
    Resume,

    /// <summary>Something from outside the simulation.</summary>
    Outside,

    /// <summary>Something arrives over the network.</summary>
    Delivery,

    /// <summary>A callback or a timer of the loop, or a task of it that starts or goes on.</summary>
    Callback,
}
