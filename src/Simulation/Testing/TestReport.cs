namespace Sim;

/// <summary>What the test framework is to tell of a simulation.</summary>
/// <param name="Output">The test's output.</param>
/// <param name="Failure">What is thrown, or null if the test passed.</param>
internal sealed record TestReport(string Output, Exception? Failure);
