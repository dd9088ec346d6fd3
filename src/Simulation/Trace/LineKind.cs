namespace Sim;

/// <summary>What a line of the trace speaks of.</summary>
internal enum LineKind
{
    /// <summary>What the code under test wrote.</summary>
    Log,

    /// <summary>A request arrived.</summary>
    Request,

    /// <summary>A response left.</summary>
    Response,

    /// <summary>A check of the simulation's own came to something: what should sometimes hold did, what should come true did or did not.</summary>
    Check,

    /// <summary>A fault struck: a host crashed or stood still, a clock jumped, a fault site fired.</summary>
    Fault,

    /// <summary>A fault of the network begins or is over.</summary>
    Network,
}
