namespace Sim.Checking;

/// <summary>The operations of a history that count: all but those that certainly never took effect, by the objects that they are about.</summary>
internal static class Parts
{
    public static IReadOnlyList<Part<TInput, TOutput>> Of<TState, TInput, TOutput>(History<TInput, TOutput> history, Model<TState, TInput, TOutput> model)
        where TState : notnull
        where TInput : notnull
    {
        var parts = new List<Part<TInput, TOutput>>();
        var numbers = new Dictionary<object, int>();
        foreach (Operation<TInput, TOutput> operation in history.Operations.Where(static operation => operation.End != OperationEnd.Failed))
        {
            object name = model.PartitionOf(operation.Input);
            if (!numbers.TryGetValue(name, out int number))
            {
                numbers.Add(name, number = parts.Count);
                parts.Add(new Part<TInput, TOutput>($"{name}", []));
            }

            parts[number].Operations.Add(operation);
        }

        return parts;
    }

    /// <summary>Items as a search wants them: first those that cannot be left out, each in the order of the calls.</summary>
    public static Item<TInput, TOutput>[] Items<TInput, TOutput>(IEnumerable<Operation<TInput, TOutput>> operations) =>
        [.. operations.Select(Item<TInput, TOutput>.Of).OrderBy(static item => item.IsOptional).ThenBy(static item => item.Operation.CallOrder)];

    /// <summary>A number for what is judged: more than fit is refused.</summary>
    public static void CheckCount(int items)
    {
        if (items > PlacedSet.MostItems)
        {
            throw new ArgumentException($"A history of {items:N0} operations on one object is more than a judge takes ({PlacedSet.MostItems:N0}): split it by key or by time.");
        }
    }
}

/// <summary>The operations on one object, in the order of their calls.</summary>
/// <param name="Name">The object; empty where there is only one.</param>
/// <param name="Operations">The operations.</param>
internal sealed record Part<TInput, TOutput>(string Name, List<Operation<TInput, TOutput>> Operations);
