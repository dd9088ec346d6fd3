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
}
