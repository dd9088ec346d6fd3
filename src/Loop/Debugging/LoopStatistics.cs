namespace Sim;

/// <summary>What an event loop has done, and what it has to do, at one moment.</summary>
/// <param name="Ticks">Iterations begun since it was made.</param>
/// <param name="Callbacks">Callbacks run, or about to run in the present tick.</param>
/// <param name="Ready">Callbacks that wait to run.</param>
/// <param name="Timers">Timers that are pending.</param>
/// <param name="Tasks">Tasks that are not done.</param>
/// <param name="TasksMade">Tasks made since the loop was.</param>
/// <param name="UnseenFaults">Futures and tasks done by a fault at which nobody has looked so far.</param>
public readonly record struct LoopStatistics(long Ticks, long Callbacks, int Ready, int Timers, int Tasks, long TasksMade, int UnseenFaults);
