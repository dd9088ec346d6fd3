using System.Text;

namespace Sim.Checking;

/// <summary>Tells why no order explains a history, in at most twelve lines: which operation has no place, what comes before it, and what it would be answered there.</summary>
internal sealed class ViolationReport<TState, TInput, TOutput>(
    Model<TState, TInput, TOutput> model, Item<TInput, TOutput>[] items, StateTable<TState, TInput, TOutput> states)
    where TState : notnull
    where TInput : notnull
{
    private const int MostOfAnOrder = 3;
    private const int MostNames = 3;

    public Operation<TInput, TOutput>? OperationOf(int item) => item < 0 ? null : items[item].Operation;

    public IReadOnlyList<IReadOnlyList<Operation<TInput, TOutput>>> Orders(SearchResult result) =>
        [.. result.DeadEnds.Select(end => end.Order.Select(item => items[item].Operation).ToArray())];

    public string NotLinearizable(Part<TInput, TOutput> part, SearchResult result)
    {
        var report = new StringBuilder();
        Operation<TInput, TOutput> culprit = items[result.Culprit].Operation;
        int clients = part.Operations.Select(static operation => operation.Client).Distinct().Count();
        report.Append($"Not linearizable: {ReportText.On(part.Name)}{Count(part.Operations.Count, "operation")} by {Count(clients, "client")}. No order has a place for\n");
        AppendOperation(report, culprit);
        AppendDeadEnds(report, [.. result.DeadEnds.OrderByDescending(static end => end.Order.Length)], culprit);
        AppendMaybes(report, result.Culprit, result.DeadEnds[0]);
        return report.ToString().TrimEnd();
    }

    public string NoOrder(string expected, string client, SearchResult result, CompositeStates together)
    {
        var report = new StringBuilder();
        DeadEnd end = result.DeadEnds.MaxBy(static end => end.Order.Length)!;
        int[] left = [.. Enumerable.Range(0, items.Length).Except(end.Order).Where(item => items[item] is { IsOptional: false, IsAnswered: true })];
        string whose = client.Length == 0 ? "" : $" for {client}";
        report.Append($"Not {expected}{whose}: the longest order explains {end.Order.Length} of {Count(items.Length, "operation")}, and ends with\n");
        AppendTail(report, end);
        report.Append("  Then there is no place for\n");
        foreach (int item in left.OrderBy(item => items[item].Operation.CallOrder).Take(MostNames))
        {
            AppendOperation(report, items[item].Operation);
            report.Append(ReportText.Cut($"      where the state is {Describe(together.Part(end.State, item))}{Right(together.Part(end.State, item), items[item].Operation)}")).Append('\n');
        }

        return report.ToString().TrimEnd();
    }

    private void AppendDeadEnds(StringBuilder report, DeadEnd[] ends, Operation<TInput, TOutput> culprit)
    {
        report.Append($"  What came before it, put in order so that every answer is right ({ends[0].Order.Length} of {items.Length}), ends with\n");
        AppendTail(report, ends[0]);
        report.Append(ReportText.Cut($"  and leaves {Describe(ends[0].State)}{Right(ends[0].State, culprit)}.")).Append('\n');
        foreach (DeadEnd end in ends.Skip(1).Take(2))
        {
            string last = end.Order.Length == 0 ? "nothing" : items[end.Order[^1]].Operation is var op ? $"{op.Client}: {op.Said}" : "";
            report.Append(ReportText.Cut($"  Or it ends with {last}, and leaves {Describe(end.State)}{Right(end.State, culprit)}.")).Append('\n');
        }
    }

    private void AppendTail(StringBuilder report, DeadEnd end)
    {
        if (end.Order.Length == 0)
        {
            report.Append("      nothing\n");
        }

        foreach (int item in end.Order.TakeLast(MostOfAnOrder))
        {
            AppendOperation(report, items[item].Operation);
        }
    }

    /// <summary>Those that may have taken effect, and do not help.</summary>
    private void AppendMaybes(StringBuilder report, int culprit, DeadEnd end)
    {
        string[] maybes =
        [
            .. items.Where((item, i) => item.IsOptional && item.Operation.CallOrder < items[culprit].Operation.EndOrder && !end.Order.Contains(i))
                .Select(static item => $"{item.Operation.Client}: {item.Operation.Input}"),
        ];
        if (maybes.Length > 0)
        {
            string more = maybes.Length > MostNames ? $" and {maybes.Length - MostNames} more" : "";
            report.Append(ReportText.Cut($"  Nor does it help if these took effect, which got no answer: {string.Join("; ", maybes.Take(MostNames))}{more}.")).Append('\n');
        }
    }

    private string Describe(int state) => model.Describe(states[state]);

    private string Right(int state, Operation<TInput, TOutput> operation) => $", where the right answer is {states.RightAnswer(state, operation.Input)}";

    private static void AppendOperation(StringBuilder report, Operation<TInput, TOutput> operation) =>
        report.Append(ReportText.Cut($"    {operation}")).Append('\n');

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count:N0} {what}s";
}
