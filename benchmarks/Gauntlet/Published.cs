namespace Sim.Gauntlet;

/// <summary>
/// The published mean of schedules to the first bug (20 trials of up to 10,000, artifact of SURW, 2025), on the C program of which ours is
/// an async translation. Null where the bug was not found in any trial, or not measured.
/// </summary>
internal sealed record Published(double? Surw = null, double? Pct3 = null, double? Pct10 = null, double? Pos = null, double? Random = null);
