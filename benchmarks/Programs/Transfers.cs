namespace Sim.Benchmarks.Programs;

/// <summary>
/// C: three transfers among three accounts, round in a circle, each a task of the pool. The bug: a transfer reads both balances, yields,
/// and writes them; a transfer in between is undone, and money appears or vanishes.
/// </summary>
internal static class Transfers
{
    private const int Accounts = 3;

    public static async Task RunAsync(bool checks)
    {
        int[] balances = [100, 100, 100];
        Task[] transfers = new Task[Accounts];
        for (int i = 0; i < Accounts; i++)
        {
            (int from, int to) = (i, (i + 1) % Accounts);
            transfers[i] = Task.Run(() => TransferAsync(balances, from, to, 10 * (from + 1)));
        }

        await Task.WhenAll(transfers);
        Check.That(!checks || balances[0] + balances[1] + balances[2] == 300, "money appeared or vanished");
    }

    private static async Task TransferAsync(int[] balances, int from, int to, int amount)
    {
        int source = balances[from];
        int target = balances[to];
        await Task.Yield();
        balances[from] = source - amount;
        balances[to] = target + amount;
    }
}
