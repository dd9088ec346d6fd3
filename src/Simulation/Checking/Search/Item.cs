namespace Sim.Checking;

/// <summary>An operation as a search takes it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="IsAnswered">Whether its answer must be right.</param>
/// <param name="IsOptional">Whether it may never have taken effect.</param>
internal sealed record Item<TInput, TOutput>(Operation<TInput, TOutput> Operation, bool IsAnswered, bool IsOptional)
{
    /// <summary>An operation as its client knows it.</summary>
    public static Item<TInput, TOutput> Of(Operation<TInput, TOutput> operation) => new(operation, operation.HasReturned, !operation.HasReturned);

    public Answer<TOutput> Answer => IsAnswered ? new Answer<TOutput>(true, Operation.Output) : default;
}
