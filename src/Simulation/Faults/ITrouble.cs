namespace Sim;

/// <summary>One kind of fault that strikes from outside of the program and is over after a while.</summary>
internal interface ITrouble
{
    /// <summary>Its kind.</summary>
    FaultKinds Kind { get; }

    /// <summary>Whether a fault of the kind strikes only while no other of its kind lasts.</summary>
    bool IsSingle => true;

    /// <summary>Lets a fault strike, if it can now: every choice is a draw, 0 the least harm.</summary>
    /// <param name="scene">Whom it may hit.</param>
    /// <returns>What ends it: called once, after the time that it lasts or as calm comes. Null if there was nothing to hit.</returns>
    Action? Strike(TroubleScene scene);
}
