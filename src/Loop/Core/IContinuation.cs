namespace Sim;

/// <summary>The state of a callback that goes on with code of the user's, by which the step is named.</summary>
internal interface IContinuation
{
    /// <summary>That code; null where there is none.</summary>
    Delegate? Continuation { get; }
}
