namespace Sim.Properties.Reactive;

/// <summary>The fault of a timeline.</summary>
internal sealed class TimelineException : Exception;
