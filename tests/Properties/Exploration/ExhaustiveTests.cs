using Xunit.Abstractions;

namespace Sim.Properties.Explorations;

/// <summary>The search of all schedules against a count on paper of generated small programs.</summary>
public class ExhaustiveTests(ITestOutputHelper output)
{
    private const int Programs = 20;

    /// <remarks>Mutation: seen to fail when the search backtracked from the last draw but one.</remarks>
    [Fact]
    public void A_plain_search_runs_every_order_once_in_each_mode() =>
        ForEach(static orders =>
        {
            (List<string> seen, Exploration found) = Search(orders, "exhaustive:plain", touches: true);
            string[] all = [.. orders.All()];
            Assert.Equal(InBothModes(all), seen.Order(StringComparer.Ordinal));
            Assert.Equal((2L * all.Length, true), (found.Verdict!.Schedules, found.Verdict.IsClean));
        });

    /// <remarks>
    /// Mutations: seen to fail when a sleeper was not woken by what it conflicts with (classes are missed), when siblings did not go to
    /// sleep (orders of one class run twice), when reads were taken for writes, and when any step that leads to the later of two that race was
    /// tried in place of the earlier, not only one with which the other order can begin (classes are missed). The count behind it: seen to fail when it
    /// gave the reduced number.
    /// </remarks>
    [Fact]
    public void A_reduced_search_runs_one_order_of_every_class_in_each_mode_and_none_twice()
    {
        long plain = 0;
        long reduced = 0;
        ForEach(orders =>
        {
            (List<string> seen, Exploration found) = Search(orders, "exhaustive", touches: true);
            string[] classes = [.. orders.All().Select(orders.ClassOf).Distinct()];
            List<string> counting = seen[(int)found.Verdict!.Schedules..];
            Assert.Equal(2 * orders.All().Count(), found.Verdict.Plain);
            Assert.Equal(found.Verdict.Plain == found.Verdict.Schedules ? [] : InBothModes([.. orders.All()]), counting.Order(StringComparer.Ordinal));
            Assert.Equal(InBothModes(classes), seen.SkipLast(counting.Count).Select(word => word[..1] + orders.ClassOf(word[1..])).Order(StringComparer.Ordinal));
            Assert.Equal((2L * classes.Length, true), (found.Verdict!.Schedules, found.Verdict.IsClean));
            plain += 2 * orders.All().Count();
            reduced += found.Verdict.Schedules;
            output.WriteLine($"{2 * orders.All().Count(),8:N0} orders, {found.Verdict.Schedules,6:N0} classes, {found.Runs,6:N0} runs");
        });
        output.WriteLine($"{plain,8:N0} orders, {reduced,6:N0} classes in all");
        Assert.True(reduced < plain / 2, $"{reduced} of {plain}: hardly reduced.");
    }

    /// <remarks>Mutation: seen to fail when a step that touches nothing counted as one that shares nothing.</remarks>
    [Fact]
    public void Where_steps_say_nothing_nothing_is_left_out() =>
        ForEach(static orders =>
        {
            (List<string> seen, Exploration found) = Search(orders, "exhaustive", touches: false);
            Assert.Equal(InBothModes([.. orders.All()]), seen.Order(StringComparer.Ordinal));
            Assert.DoesNotContain("reduction", found.Verdict!.Words, StringComparison.Ordinal);
        });

    private static void ForEach(Action<Orders> check)
    {
        foreach (Orders orders in Enumerable.Range(0, Programs).Select(Orders.Make))
        {
            check(orders);
        }
    }

    private static IEnumerable<string> InBothModes(string[] words) =>
        words.SelectMany(static word => (string[])["l" + word, "p" + word]).Order(StringComparer.Ordinal);

    /// <summary>Searches twice, which must come to the same, and gives the orders that were run to their end.</summary>
    private static (List<string> Seen, Exploration Found) Search(Orders orders, string strategy, bool touches)
    {
        (List<string> Seen, Exploration Found) once = SearchOnce(orders, strategy, touches);
        (List<string> Seen, Exploration Found) again = SearchOnce(orders, strategy, touches);
        Assert.Equal(once.Seen, again.Seen);
        Assert.Equal((once.Found.Steps, once.Found.Verdict), (again.Found.Steps, again.Found.Verdict));
        return once;
    }

    private static (List<string> Seen, Exploration Found) SearchOnce(Orders orders, string strategy, bool touches)
    {
        List<string> seen = [];
        Exploration found = Simulator.Explore(
            sim => Run(sim, orders, seen, touches),
            new ExploreOptions { Strategy = strategy, Runs = 1_000_000, AuditEvery = 0 });

        // The profile run and two rehearsals go before.
        return (seen[3..], found);
    }

    private static async Task Run(Simulation sim, Orders orders, List<string> seen, bool touches)
    {
        string mode = SynchronizationContext.Current?.GetType() == typeof(SynchronizationContext) ? "p" : "l";
        List<int> order = [];
        await Task.WhenAll(orders.Tasks.Select(async (operations, task) =>
        {
            foreach (Operation operation in operations)
            {
                await Task.Yield();
                order.Add(task);
                if (touches)
                {
                    sim.Touch($"resource {operation.Resource}", operation.IsWrite);
                }
            }
        }));
        seen.Add(mode + string.Concat(order));
    }
}
