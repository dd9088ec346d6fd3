using Sim.Checking;

namespace Sim.Benchmarks.Checking;

/// <summary>A history of a register that answered at a moment of each operation, as both checkers take it.</summary>
internal sealed record RegisterHistory(Operation<RegisterInput<int>, Reply<int>>[] Operations, Happened[] Events)
{
    /// <param name="operations">How many operations, a third of them writes of few values.</param>
    /// <param name="clients">How many clients at a time.</param>
    /// <param name="seed">Which history.</param>
    /// <param name="isStale">Whether one read in the last tenth was answered with a value that nobody wrote.</param>
    public static RegisterHistory Make(int operations, int clients, int seed, bool isStale)
    {
        var random = new Random(seed);
        int[] clocks = new int[clients];
        (int Client, bool IsWrite, int Value, int Called, int Effect, int Ended)[] drawn = [.. Enumerable.Range(0, operations).Select(i => Draw(random, i % clients, clocks)).OrderBy(static one => one.Effect)];
        int stale = isStale ? Array.FindLastIndex(drawn, operations * 19 / 20, static one => !one.IsWrite) : -1;
        int state = 0;
        for (int i = 0; i < drawn.Length; i++)
        {
            state = drawn[i].IsWrite ? drawn[i].Value : state;
            drawn[i].Value = i == stale ? -1 : state;
        }

        return new RegisterHistory([.. drawn.Select(Operation)], [.. HappenedIn(drawn)]);
    }

    private static (int Client, bool IsWrite, int Value, int Called, int Effect, int Ended) Draw(Random random, int client, int[] clocks)
    {
        int called = clocks[client] + random.Next(1, 10);
        int effect = called + random.Next(1, 50);
        int ended = clocks[client] = effect + random.Next(1, 50);
        return (client, random.Next(3) == 0, random.Next(5), called, effect, ended);
    }

    private static Operation<RegisterInput<int>, Reply<int>> Operation((int Client, bool IsWrite, int Value, int Called, int Effect, int Ended) one) =>
        Operation<RegisterInput<int>, Reply<int>>.Answered(
            $"client {one.Client}",
            one.IsWrite ? RegisterInput<int>.Write(one.Value) : RegisterInput<int>.Read,
            one.IsWrite ? Reply<int>.Yes : Reply<int>.Of(one.Value),
            TimeSpan.FromMilliseconds(one.Called),
            TimeSpan.FromMilliseconds(one.Ended));

    private static IEnumerable<Happened> HappenedIn((int Client, bool IsWrite, int Value, int Called, int Effect, int Ended)[] drawn) => drawn
        .SelectMany(static (one, i) => new[]
        {
            (At: one.Called, Happened: new Happened(i, true, one.IsWrite, one.Value)),
            (At: one.Ended, Happened: new Happened(i, false, one.IsWrite, one.Value)),
        })
        .OrderBy(static one => one.At)
        .ThenBy(static one => !one.Happened.IsCall)
        .Select(static one => one.Happened);
}
