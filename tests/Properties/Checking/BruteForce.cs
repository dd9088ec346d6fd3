using Sim.Checking;

namespace Sim.Properties.Checking;

/// <summary>What the judges should say, found by trying every order of every choice of the operations without an answer.</summary>
internal sealed class BruteForce<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model)
    where TState : notnull
    where TInput : notnull
{
    public bool IsLinearizable(IEnumerable<Operation<TInput, TOutput>> operations) =>
        IsAnyOrder([.. Counting(operations)], static (before, after) => before.End == OperationEnd.Returned && before.EndedAt < after.CalledAt, static _ => true);

    public bool IsSequentiallyConsistent(IEnumerable<Operation<TInput, TOutput>> operations) =>
        IsAnyOrder([.. Counting(operations)], IsEarlierInSession, static _ => true);

    public bool IsInSession(IEnumerable<Operation<TInput, TOutput>> operations, SessionGuarantees guarantees)
    {
        Operation<TInput, TOutput>[] all = [.. Counting(operations)];
        return all.Select(static operation => operation.Client).Distinct().All(client => IsAnyOrder(
            [.. all.Where(operation => operation.Client == client || Is(operation, OperationRoles.Update))],
            (before, after) => before.End == OperationEnd.Returned && IsPair(all, before, after, guarantees),
            operation => operation.Client == client));
    }

    private bool IsPair(Operation<TInput, TOutput>[] all, Operation<TInput, TOutput> before, Operation<TInput, TOutput> after, SessionGuarantees guarantees)
    {
        bool same = IsEarlierInSession(before, after);
        return (guarantees.HasFlag(SessionGuarantees.ReadYourWrites) && same && Is(before, OperationRoles.Update) && Is(after, OperationRoles.Query))
            || (guarantees.HasFlag(SessionGuarantees.MonotonicReads) && same && Is(before, OperationRoles.Query) && Is(after, OperationRoles.Query))
            || (guarantees.HasFlag(SessionGuarantees.MonotonicWrites) && same && Is(before, OperationRoles.Update) && Is(after, OperationRoles.Update))
            || (guarantees.HasFlag(SessionGuarantees.WritesFollowReads) && Is(after, OperationRoles.Update)
                && all.Any(query => IsEarlierInSession(query, after) && before != after && IsOnlySource(all, before, query)));
    }

    private bool IsOnlySource(Operation<TInput, TOutput>[] all, Operation<TInput, TOutput> update, Operation<TInput, TOutput> query) =>
        query.End == OperationEnd.Returned && Is(query, OperationRoles.Query)
        && all.Where(other => other != query && Is(other, OperationRoles.Update) && model.PartitionOf(other.Input).Equals(model.PartitionOf(query.Input))
            && model.Reveals(other.Input, query.Input, query.Output!)).ToArray() is [var only] && only == update;

    private bool Is(Operation<TInput, TOutput> operation, OperationRoles role) => model.RolesOf(operation.Input).HasFlag(role);

    private static IEnumerable<Operation<TInput, TOutput>> Counting(IEnumerable<Operation<TInput, TOutput>> operations) =>
        operations.Where(static operation => operation.End != OperationEnd.Failed);

    private static bool IsEarlierInSession(Operation<TInput, TOutput> before, Operation<TInput, TOutput> after) =>
        before.Client == after.Client && before.CalledAt < after.CalledAt && before.End == OperationEnd.Returned;

    private bool IsAnyOrder(
        Operation<TInput, TOutput>[] operations,
        Func<Operation<TInput, TOutput>, Operation<TInput, TOutput>, bool> mustPrecede,
        Func<Operation<TInput, TOutput>, bool> isHeard) =>
        Choices(operations).Any(chosen => Orders(chosen, mustPrecede, []).Any(order => IsExplained(order, isHeard)));

    /// <summary>All that have answers, with every subset of those that have none.</summary>
    private static IEnumerable<Operation<TInput, TOutput>[]> Choices(Operation<TInput, TOutput>[] operations)
    {
        Operation<TInput, TOutput>[] maybe = [.. operations.Where(static operation => operation.End != OperationEnd.Returned)];
        Operation<TInput, TOutput>[] sure = [.. operations.Except(maybe)];
        return Enumerable.Range(0, 1 << maybe.Length).Select(bits => (Operation<TInput, TOutput>[])[.. sure, .. maybe.Where((_, i) => (bits & (1 << i)) != 0)]);
    }

    /// <summary>Every permutation that keeps each pair in order.</summary>
    private static IEnumerable<Operation<TInput, TOutput>[]> Orders(
        Operation<TInput, TOutput>[] left, Func<Operation<TInput, TOutput>, Operation<TInput, TOutput>, bool> mustPrecede, Operation<TInput, TOutput>[] placed) =>
        left.Length == 0
            ? [placed]
            : left.Where(next => !left.Any(other => other != next && mustPrecede(other, next)))
                .SelectMany(next => Orders([.. left.Where(other => other != next)], mustPrecede, [.. placed, next]));

    private bool IsExplained(Operation<TInput, TOutput>[] order, Func<Operation<TInput, TOutput>, bool> isHeard)
    {
        var states = new Dictionary<object, TState>();
        foreach (Operation<TInput, TOutput> operation in order)
        {
            object part = model.PartitionOf(operation.Input);
            (TState next, TOutput right) = model.Apply(states.GetValueOrDefault(part, model.Initial), operation.Input);
            if (operation.End == OperationEnd.Returned && isHeard(operation) && !Equals(right, operation.Output))
            {
                return false;
            }

            states[part] = next;
        }

        return true;
    }
}
