namespace Sim.Scenarios.CaptureConformance;

/// <summary>One outcome that a behavior may have, and where it can be seen.</summary>
/// <param name="Outcome">What the body returns, or <see cref="Conformance.Ending"/> of how the run ends.</param>
/// <param name="OnThePool">Whether the real thread pool may show it.</param>
/// <param name="UnderCapture">Whether Sim reaches it within the stated number of seeds.</param>
/// <param name="Argument">Why it is never seen on one side; empty where both show it.</param>
public sealed record Possible(string Outcome, bool OnThePool, bool UnderCapture, string Argument);

/// <summary>A rival that gets this behavior wrong.</summary>
/// <param name="Name">The rival.</param>
/// <param name="Wrong">What it does instead.</param>
public sealed record Peer(string Name, string Wrong);
