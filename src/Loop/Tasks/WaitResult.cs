namespace Sim;

/// <summary>What <see cref="LoopTask.Wait{TFuture}"/> found.</summary>
/// <typeparam name="TFuture">What was waited for.</typeparam>
/// <param name="Done">Those that are done, in the order of the arguments; more than asked for, if more are.</param>
/// <param name="Pending">Those that are not, in the order of the arguments.</param>
public sealed record WaitResult<TFuture>(IReadOnlyList<TFuture> Done, IReadOnlyList<TFuture> Pending)
    where TFuture : LoopFuture;
