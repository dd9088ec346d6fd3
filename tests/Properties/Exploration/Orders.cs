namespace Sim.Properties.Explorations;

/// <summary>What an operation of a generated program touches.</summary>
internal readonly record struct Operation(int Resource, bool IsWrite);

/// <summary>
/// A program of tasks that run operations one after another, each in a step of its own; and, by counting on paper, all the orders in
/// which they can run. Nothing here knows how the simulator searches.
/// </summary>
internal sealed class Orders(Operation[][] tasks)
{
    public Operation[][] Tasks { get; } = tasks;

    /// <summary>The program with this number; the same in every process.</summary>
    public static Orders Make(int number)
    {
        var random = new Random(number);
        return new Orders([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => (Operation[])[.. Enumerable
            .Range(0, random.Next(1, 4))
            .Select(_ => new Operation(random.Next(3), random.Next(3) > 0))])]);
    }

    /// <summary>Every order, as the task whose turn it is each time: the permutations of a multiset.</summary>
    public IEnumerable<string> All() => Continue("", [.. Tasks.Select(static task => task.Length)]);

    /// <summary>What two orders have in common if they differ only in the order of operations that have nothing to do with each other.</summary>
    public string ClassOf(string order)
    {
        var positions = new Dictionary<(int Task, int Index), int>();
        int[] next = new int[Tasks.Length];
        for (int at = 0; at < order.Length; at++)
        {
            int task = order[at] - '0';
            positions.Add((task, next[task]++), at);
        }

        return string.Concat(Dependent().Select(pair => positions[pair.One] < positions[pair.Other] ? '<' : '>'));
    }

    private IEnumerable<((int Task, int Index) One, (int Task, int Index) Other)> Dependent() =>
        from one in Enumerable.Range(0, Tasks.Length)
        from other in Enumerable.Range(one + 1, Tasks.Length - one - 1)
        from i in Enumerable.Range(0, Tasks[one].Length)
        from j in Enumerable.Range(0, Tasks[other].Length)
        where Meet(Tasks[one][i], Tasks[other][j]) || (i == Tasks[one].Length - 1 && j == Tasks[other].Length - 1)
        select ((one, i), (other, j));

    /// <summary>The last operations of two tasks meet too: whoever awaits both can tell which came first.</summary>
    private static bool Meet(Operation one, Operation other) => one.Resource == other.Resource && (one.IsWrite || other.IsWrite);

    private static IEnumerable<string> Continue(string order, int[] left) => left.All(static count => count == 0)
        ? [order]
        : Enumerable.Range(0, left.Length).Where(task => left[task] > 0).SelectMany(task => Continue($"{order}{task}", Less(left, task)));

    private static int[] Less(int[] left, int task)
    {
        int[] less = [.. left];
        less[task]--;
        return less;
    }
}
