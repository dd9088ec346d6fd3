namespace Sim;

/// <summary>How many inputs there are, and how many schedules each is run under.</summary>
/// <param name="Inputs">How many inputs; at least 1.</param>
/// <param name="Schedules">Under how many schedules each; at least 1.</param>
internal sealed record InputOptions(int Inputs, int Schedules);
