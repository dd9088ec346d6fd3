namespace Sim.Checking;

/// <summary>What an object should do, one operation after another: the sequential specification that a judge compares clients' histories with.</summary>
/// <typeparam name="TState">The object's state: a value that never changes, with equality (a record, an immutable array with <see cref="StateComparer"/>).</typeparam>
/// <typeparam name="TInput">What is asked. Its <see cref="object.ToString"/> is what reports say.</typeparam>
/// <typeparam name="TOutput">What is answered, likewise.</typeparam>
public abstract class Model<TState, TInput, TOutput>
    where TState : notnull
    where TInput : notnull
{
    /// <summary>The state before the first operation.</summary>
    public abstract TState Initial { get; }

    /// <summary>Tells states apart.</summary>
    /// <value>Default: the type's own equality.</value>
    public virtual IEqualityComparer<TState> StateComparer => EqualityComparer<TState>.Default;

    /// <summary>What an operation leaves and answers. It has no effect besides, and the same arguments give the same.</summary>
    public abstract (TState State, TOutput Output) Apply(TState state, TInput input);

    /// <summary>Whether an answer that was seen is as good as the right one.</summary>
    /// <returns>By default, whether they are equal.</returns>
    public virtual bool Agrees(TInput input, TOutput right, TOutput seen) => EqualityComparer<TOutput>.Default.Equals(right, seen);

    /// <summary>
    /// Takes a step: whether an operation can have happened in a state, with the answer that was seen, and what it leaves. Override this where
    /// the answer decides what is left (something is taken out of a bag): by default it goes by <see cref="Apply"/> and <see cref="Agrees"/>.
    /// </summary>
    /// <param name="state">The state before.</param>
    /// <param name="input">What was asked.</param>
    /// <param name="answer">What was answered, if anybody knows.</param>
    /// <param name="next">The state after.</param>
    public virtual bool TryStep(TState state, TInput input, Answer<TOutput> answer, out TState next)
    {
        (next, TOutput right) = Apply(state, input);
        return !answer.IsKnown || Agrees(input, right, answer.Output!);
    }

    /// <summary>The object that an operation is about: a key of a map. Operations on different ones do not matter to each other.</summary>
    /// <returns>By default the same for all.</returns>
    public virtual object PartitionOf(TInput input) => "";

    /// <summary>What an operation does to its object; session guarantees go by it.</summary>
    /// <returns>By default <see cref="OperationRoles.Both"/>.</returns>
    public virtual OperationRoles RolesOf(TInput input) => OperationRoles.Both;

    /// <summary>Whether an answer shows the work of an update: the value read is the one that was written. For <see cref="SessionGuarantees.WritesFollowReads"/>.</summary>
    /// <param name="update">The update.</param>
    /// <param name="query">The query of the same partition that was answered.</param>
    /// <param name="seen">Its answer.</param>
    /// <returns>By default never.</returns>
    public virtual bool Reveals(TInput update, TInput query, TOutput seen) => false;

    /// <summary>How reports speak of a state.</summary>
    public virtual string Describe(TState state) => state.ToString() ?? "";
}
