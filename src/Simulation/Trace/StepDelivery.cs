namespace Sim;

/// <summary>What the trace keeps of a step that is a delivery, or the end of something that takes a drawn time, besides what it keeps of every step.</summary>
/// <param name="Step">The step, from 0 on.</param>
/// <param name="Source">Of a delivery: the host that sent it.</param>
/// <param name="Bytes">Of a delivery: how many bytes arrived.</param>
/// <param name="Late">How many ticks longer than the least it took, which is a departure.</param>
internal readonly record struct StepDelivery(int Step, int Source, int Bytes, long Late);
