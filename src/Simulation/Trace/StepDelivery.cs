namespace Sim;

/// <summary>What the trace keeps of a step that is a delivery, besides what it keeps of every step.</summary>
/// <param name="Step">The step, from 0 on.</param>
/// <param name="Source">The host that sent it.</param>
/// <param name="Bytes">How many bytes arrived.</param>
/// <param name="Late">How many ticks longer than the least it took, which is a departure.</param>
internal readonly record struct StepDelivery(int Step, int Source, int Bytes, long Late);
