namespace Sim.Checking;

/// <summary>Judges sequential consistency and session guarantees: whether orders exist that keep what each client did in its order.</summary>
/// <remarks>
/// Neither is a matter of one object at a time, so all objects are looked at together. Sequential consistency (Lamport, 1979) wants one order for
/// all clients. A session guarantee wants for each client an order of all updates and of its own queries that explains its own answers: those of
/// others are not its business. All of read your writes, monotonic reads and monotonic writes together are PRAM consistency.
/// </remarks>
internal sealed class OrderJudge<TState, TInput, TOutput>
    where TState : notnull
    where TInput : notnull
{
    private readonly Model<TState, TInput, TOutput> _model;
    private readonly Budget _budget;
    private readonly List<Operation<TInput, TOutput>> _operations;

    public OrderJudge(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history, CheckLimits limits)
    {
        _model = model;
        _budget = new Budget(limits);
        _operations = [.. history.Operations.Where(static operation => operation.End != OperationEnd.Failed)];
        Parts.CheckCount(_operations.Count);
    }

    public Judgment<TInput, TOutput> JudgeSequential() =>
        Judge("sequentially consistent", Parts.Items(_operations), static (before, after) => before.Client == after.Client && before.CallOrder < after.CallOrder, client: "")
        ?? Holds("Sequentially consistent.");

    public Judgment<TInput, TOutput> JudgeSessions(SessionGuarantees guarantees)
    {
        string expected = Guarantees.Words(guarantees);
        var pairs = new SessionPairs<TState, TInput, TOutput>(_model, _operations, guarantees);
        Judgment<TInput, TOutput>? undecided = null;
        foreach (string client in _operations.Select(static operation => operation.Client).Distinct())
        {
            Judgment<TInput, TOutput>? judgment = Judge(expected, ItemsOf(client), pairs.Contains, client);
            if (judgment is { Ruling: Ruling.Violated })
            {
                return judgment;
            }

            undecided ??= judgment;
        }

        return undecided ?? Holds($"Every client has {expected}.");
    }

    /// <summary>Every update and the client's own queries; of the others' answers nothing is said.</summary>
    private Item<TInput, TOutput>[] ItemsOf(string client) =>
    [
        .. _operations
            .Where(operation => operation.Client == client || IsUpdate(operation))
            .Select(operation => Item<TInput, TOutput>.Of(operation) with { IsAnswered = operation.HasReturned && operation.Client == client })
            .OrderBy(static item => item.IsOptional)
            .ThenBy(static item => item.Operation.CallOrder),
    ];

    private bool IsUpdate(Operation<TInput, TOutput> operation) => _model.RolesOf(operation.Input).HasFlag(OperationRoles.Update);

    private Judgment<TInput, TOutput> Holds(string report) => new(Ruling.Holds, report) { Steps = _budget.Steps };

    /// <summary>What is wrong, or unknown, or null.</summary>
    private Judgment<TInput, TOutput>? Judge(
        string expected, Item<TInput, TOutput>[] items, Func<Operation<TInput, TOutput>, Operation<TInput, TOutput>, bool> comesBefore, string client)
    {
        var each = new StateTable<TState, TInput, TOutput>(_model, items);
        CompositeStates states = Together(each, items);
        bool[] isQuery = [.. items.Select(item => !IsUpdate(item.Operation))];
        SearchResult result = new OrderSearch(states, Followers(items, comesBefore), items.Count(static item => !item.IsOptional), isQuery, _budget).Search();
        var report = new ViolationReport<TState, TInput, TOutput>(_model, items, each);
        return result.Ruling switch
        {
            Ruling.Holds => null,
            Ruling.Undecided => new(Ruling.Undecided, ReportText.Undecided(expected, "", items.Length, _budget)) { Steps = _budget.Steps },
            _ => new(Ruling.Violated, report.NoOrder(expected, client, result, states)) { Orders = report.Orders(result), Steps = _budget.Steps },
        };
    }

    private CompositeStates Together(StateTable<TState, TInput, TOutput> each, Item<TInput, TOutput>[] items)
    {
        var parts = new Dictionary<object, int>();
        int[] partOf = new int[items.Length];
        foreach ((int i, Item<TInput, TOutput> item) in items.Index())
        {
            object name = _model.PartitionOf(item.Operation.Input);
            if (!parts.TryGetValue(name, out partOf[i]))
            {
                parts.Add(name, partOf[i] = parts.Count);
            }
        }

        return new CompositeStates(each, partOf, parts.Count);
    }

    /// <summary>Of each item those that come after it: an operation without an answer comes before none, since it may take effect late.</summary>
    private static int[][] Followers(Item<TInput, TOutput>[] items, Func<Operation<TInput, TOutput>, Operation<TInput, TOutput>, bool> comesBefore) =>
    [
        .. items.Select(item => item.IsOptional
            ? []
            : Enumerable.Range(0, items.Length)
                .Where(other => item.Operation != items[other].Operation && comesBefore(item.Operation, items[other].Operation))
                .ToArray()),
    ];
}
