namespace Sim.Checking;

/// <summary>Which operations must take effect in the order in which clients did them, for given guarantees.</summary>
internal sealed class SessionPairs<TState, TInput, TOutput>
    where TState : notnull
    where TInput : notnull
{
    private readonly Model<TState, TInput, TOutput> _model;
    private readonly SessionGuarantees _guarantees;
    private readonly HashSet<(int Before, int After)> _afterWhatWasSeen = [];

    public SessionPairs(Model<TState, TInput, TOutput> model, List<Operation<TInput, TOutput>> operations, SessionGuarantees guarantees)
    {
        _model = model;
        _guarantees = guarantees;
        if (guarantees.HasFlag(SessionGuarantees.WritesFollowReads))
        {
            AddAfterWhatWasSeen(operations);
        }
    }

    /// <summary>Whether the first comes before the second, if both take effect.</summary>
    public bool Contains(Operation<TInput, TOutput> before, Operation<TInput, TOutput> after) =>
        _afterWhatWasSeen.Contains((before.CallOrder, after.CallOrder)) || (IsLater(before, after) && Asked(before, after));

    private static bool IsLater(Operation<TInput, TOutput> before, Operation<TInput, TOutput> after) =>
        before.Client == after.Client && before.CallOrder < after.CallOrder;

    private bool Asked(Operation<TInput, TOutput> before, Operation<TInput, TOutput> after)
    {
        OperationRoles first = _model.RolesOf(before.Input);
        OperationRoles second = _model.RolesOf(after.Input);
        return (Has(SessionGuarantees.ReadYourWrites) && IsUpdate(first) && IsQuery(second))
            || (Has(SessionGuarantees.MonotonicReads) && IsQuery(first) && IsQuery(second))
            || (Has(SessionGuarantees.MonotonicWrites) && IsUpdate(first) && IsUpdate(second));
    }

    private bool Has(SessionGuarantees guarantee) => _guarantees.HasFlag(guarantee);

    private static bool IsUpdate(OperationRoles roles) => roles.HasFlag(OperationRoles.Update);

    private static bool IsQuery(OperationRoles roles) => roles.HasFlag(OperationRoles.Query);

    /// <summary>An answer that several updates can have given binds nothing: which of them it was nobody knows.</summary>
    private void AddAfterWhatWasSeen(List<Operation<TInput, TOutput>> operations)
    {
        foreach (Operation<TInput, TOutput> query in operations.Where(operation => operation.HasReturned && IsQuery(_model.RolesOf(operation.Input))))
        {
            Operation<TInput, TOutput>[] sources = [.. operations.Where(update => Reveals(update, query))];
            if (sources is [var seen])
            {
                _afterWhatWasSeen.UnionWith(operations
                    .Where(update => IsUpdate(_model.RolesOf(update.Input)) && IsLater(query, update) && update != seen)
                    .Select(update => (seen.CallOrder, update.CallOrder)));
            }
        }
    }

    private bool Reveals(Operation<TInput, TOutput> update, Operation<TInput, TOutput> query) =>
        update != query
        && IsUpdate(_model.RolesOf(update.Input))
        && Equals(_model.PartitionOf(update.Input), _model.PartitionOf(query.Input))
        && _model.Reveals(update.Input, query.Input, query.Output!);
}
