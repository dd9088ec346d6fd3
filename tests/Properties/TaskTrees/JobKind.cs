namespace Sim.Properties.TaskTrees;

/// <summary>What a node of a generated program of tasks does.</summary>
internal enum JobKind
{
    /// <summary>Sleeps for some milliseconds; for none, one tick.</summary>
    Sleep,

    /// <summary>Throws.</summary>
    Fail,

    /// <summary>Cancels a task, maybe its own.</summary>
    Cancel,

    /// <summary>Puts an item into a queue, or gives up.</summary>
    Put,

    /// <summary>Joins a queue, or gives up.</summary>
    Join,

    /// <summary>Waits at a barrier, or gives up.</summary>
    Meet,

    /// <summary>Its children one after another.</summary>
    Sequence,

    /// <summary>Its children, whatever fault they throw.</summary>
    Try,

    /// <summary>Its child, whose cancellation it swallows.</summary>
    Catch,

    /// <summary>Its children as tasks, gathered.</summary>
    Gather,

    /// <summary>Its children as tasks, gathered with their faults.</summary>
    GatherOutcomes,

    /// <summary>Its children as tasks of a group.</summary>
    Group,

    /// <summary>Its child in the same task, for some milliseconds at most.</summary>
    Timeout,

    /// <summary>Its child as a task, for some milliseconds at most.</summary>
    WaitFor,

    /// <summary>Its child as a task, shielded.</summary>
    Shield,

    /// <summary>Its child while it holds a lock.</summary>
    Lock,

    /// <summary>Its child while it holds a permit of a semaphore.</summary>
    Semaphore,

    /// <summary>Gets an item out of a queue, or gives up, and does its child before it says that the item is done.</summary>
    Get,
}
