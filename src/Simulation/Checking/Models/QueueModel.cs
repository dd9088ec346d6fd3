namespace Sim.Checking;

#pragma warning disable CA1000 // Which type is meant stands there once, in an alias of the test's: using Input = MapInput<string, int>.

/// <summary>A queue, first in, first out, empty at first.</summary>
public sealed class QueueModel<T> : Model<IReadOnlyList<T>, QueueInput<T>, Reply<T>>
{
    /// <inheritdoc />
    public override IReadOnlyList<T> Initial => [];

    /// <inheritdoc />
    public override IEqualityComparer<IReadOnlyList<T>> StateComparer { get; } = new SequenceComparer<T>();

    /// <inheritdoc />
    public override (IReadOnlyList<T> State, Reply<T> Output) Apply(IReadOnlyList<T> state, QueueInput<T> input)
    {
        if (input.Kind == QueueAction.Enqueue)
        {
            return ((T[])[.. state, input.Value!], Reply<T>.Yes);
        }

        return state.Count == 0 ? (state, Reply<T>.No) : ((T[])[.. state.Skip(1)], Reply<T>.Of(state[0]));
    }

    /// <inheritdoc />
    public override OperationRoles RolesOf(QueueInput<T> input) => input.Kind == QueueAction.Enqueue ? OperationRoles.Update : OperationRoles.Both;

    /// <inheritdoc />
    public override bool Reveals(QueueInput<T> update, QueueInput<T> query, Reply<T> seen) =>
        (update.Kind, query.Kind) == (QueueAction.Enqueue, QueueAction.Dequeue) && seen.IsYes && EqualityComparer<T>.Default.Equals(update.Value, seen.Value);

    /// <inheritdoc />
    public override string Describe(IReadOnlyList<T> state) => $"[{string.Join(", ", state)}]";
}

/// <summary>What a queue can be asked.</summary>
public enum QueueAction
{
    /// <summary>A value shall be its last.</summary>
    Enqueue,

    /// <summary>Its first value shall be taken out.</summary>
    Dequeue,
}

/// <summary>A question to a queue.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Value">The value to be enqueued.</param>
public readonly record struct QueueInput<T>(QueueAction Kind, T? Value = default)
{
    /// <summary>Takes the first value out. The answer: it, or no if there is none.</summary>
    public static QueueInput<T> Dequeue => new(QueueAction.Dequeue);

    /// <summary>Puts a value behind the others. The answer: yes.</summary>
    public static QueueInput<T> Enqueue(T value) => new(QueueAction.Enqueue, value);

    /// <inheritdoc />
    public override string ToString() => Kind == QueueAction.Enqueue ? $"enqueue {Value}" : "dequeue";
}
