namespace Sim.Checking;

/// <summary>Judges whether a history is linearizable, object by object: a history is if that of each object is (Herlihy and Wing, 1990).</summary>
internal sealed class LinearizabilityJudge<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, CheckLimits limits)
    where TState : notnull
    where TInput : notnull
{
    private readonly Budget _budget = new(limits);

    public Judgment<TInput, TOutput> Judge(History<TInput, TOutput> history)
    {
        var orders = new List<IReadOnlyList<Operation<TInput, TOutput>>>();
        string? undecided = null;
        foreach (Part<TInput, TOutput> part in Parts.Of(history, model))
        {
            Item<TInput, TOutput>[] items = Parts.Items(part.Operations);
            Parts.CheckCount(items.Length);
            SearchResult result = Search(items, new StateTable<TState, TInput, TOutput>(model, items), _budget);
            if (result.Ruling == Ruling.Violated)
            {
                return Violated(part);
            }

            undecided ??= result.Ruling == Ruling.Undecided ? ReportText.Undecided("linearizable", part.Name, part.Operations.Count, _budget) : null;
            orders.Add([.. result.Order.Select(item => items[item].Operation)]);
        }

        return undecided is null
            ? new Judgment<TInput, TOutput>(Ruling.Holds, "Linearizable.") { Orders = orders, Steps = _budget.Steps }
            : new Judgment<TInput, TOutput>(Ruling.Undecided, undecided) { Steps = _budget.Steps };
    }

    private SearchResult Search(Item<TInput, TOutput>[] items, StateTable<TState, TInput, TOutput> states, Budget budget)
    {
        int known = items.Count(static item => !item.IsOptional);
        bool[] isQuery = [.. items.Select(item => !model.RolesOf(item.Operation.Input).HasFlag(OperationRoles.Update))];
        int[] events =
        [
            .. items.SelectMany(static (item, i) => Events(item, i)).OrderBy(static happened => happened.At).Select(static happened => happened.Item),
        ];
        return new Linearizer(states, events, known, states.Questions, isQuery, budget).Search();
    }

    private static IEnumerable<(int At, int Item)> Events(Item<TInput, TOutput> item, int number)
    {
        yield return (item.Operation.CallOrder, number);
        if (!item.IsOptional)
        {
            yield return (item.Operation.EndOrder, ~number);
        }
    }

    /// <summary>Tells of the shortest beginning of the history that has no order: the operation whose answer ended it is the one that has no place.</summary>
    private Judgment<TInput, TOutput> Violated(Part<TInput, TOutput> part)
    {
        Operation<TInput, TOutput> culprit = Culprit(part.Operations);
        Item<TInput, TOutput>[] items = UpTo(part.Operations, culprit.EndOrder);
        int last = Array.FindIndex(items, item => item.Operation == culprit);
        var states = new StateTable<TState, TInput, TOutput>(model, items);
        SearchResult result = Search(items, states, new Budget(limits));
        if (result.Culprit != last)
        {
            result = new SearchResult(Ruling.Violated, [], [EndWithout(items, UpTo(part.Operations, culprit.EndOrder - 1), last, states)], last);
        }

        var report = new ViolationReport<TState, TInput, TOutput>(model, items, states);
        return new Judgment<TInput, TOutput>(Ruling.Violated, report.NotLinearizable(part, result))
        {
            Orders = report.Orders(result),
            Culprit = culprit,
            Steps = _budget.Steps,
        };
    }

    /// <summary>The longer a beginning, the less there is an order of it, so the shortest without one is found by halving.</summary>
    private Operation<TInput, TOutput> Culprit(List<Operation<TInput, TOutput>> operations)
    {
        Operation<TInput, TOutput>[] ends = [.. operations.Where(static operation => operation.HasReturned).OrderBy(static operation => operation.EndOrder)];
        int low = 0;
        int high = ends.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            Item<TInput, TOutput>[] items = UpTo(operations, ends[middle].EndOrder);
            bool isViolated = Search(items, new StateTable<TState, TInput, TOutput>(model, items), new Budget(limits)).Ruling == Ruling.Violated;
            (low, high) = isViolated ? (low, middle) : (middle + 1, high);
        }

        return ends[high];
    }

    /// <summary>What was known when so much had happened: what had not ended yet may have taken effect.</summary>
    private static Item<TInput, TOutput>[] UpTo(List<Operation<TInput, TOutput>> operations, int end) => Parts.Items(
        from operation in operations
        where operation.CallOrder < end
        select operation.EndOrder <= end || !operation.HasReturned ? operation : operation with { End = OperationEnd.Pending, Output = default });

    /// <summary>
    /// Where the last answer, being known beforehand, is in the way of others already: an order of what happened before it that is right, up to
    /// where that answer is wrong.
    /// </summary>
    private DeadEnd EndWithout(Item<TInput, TOutput>[] items, Item<TInput, TOutput>[] before, int last, StateTable<TState, TInput, TOutput> states)
    {
        int[] numbers = [.. before.Select(item => Array.FindIndex(items, other => other.Operation.CallOrder == item.Operation.CallOrder))];
        SearchResult result = Search(before, new StateTable<TState, TInput, TOutput>(model, before), new Budget(limits));
        int[] order = [.. result.Order.Select(item => numbers[item]).TakeWhile(item => item != last)];
        return new DeadEnd(order.Aggregate(StateSpace.Initial, states.Step), order);
    }
}
