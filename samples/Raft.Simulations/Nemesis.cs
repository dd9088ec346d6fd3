using Raft.Consensus;
using Sim;

namespace Raft.Simulations;

/// <summary>Trouble that aims: at whoever leads, at whoever has voted.</summary>
internal sealed class Nemesis(Simulation sim, Cluster cluster, TimeSpan time)
{
    private readonly long _start = sim.Time.GetTimestamp();

    private TimeSpan Left => time - sim.Time.GetElapsedTime(_start);

    /// <summary>
    /// Whoever comes to lead is soon cut off from the others, and in that moment the one before comes back. Clients reach all, so that each leader is left with
    /// entries that nobody else has, and the next may have been elected without them.
    /// </summary>
    public async Task CutOffLeadersAsync()
    {
        Status? away = null;
        NetworkFault? last = null;
        while (await cluster.LookAsync(all => all.Any(status => LeadsAfter(away, status)), Left))
        {
            away = cluster.Look().First(status => LeadsAfter(away, status));
            await WatchAsync(Milliseconds(8, 25));
            last?.Dispose();
            last = CutOff(away.Name);
        }

        last?.Dispose();
    }

    /// <summary>
    /// A leader crashes, and starts again at once. The others, who do not reach each other, both stand for election. It crashes again when it has voted for one, and starts again.
    /// </summary>
    public async Task CrashVotersAsync()
    {
        while (await cluster.LookAsync(static all => all.Any(static status => status.Role == Role.Leader), Left))
        {
            Status leader = cluster.Look().Where(static status => status.Role == Role.Leader).MaxBy(static status => status.Term)!;
            string[] others = [.. cluster.Names.Where(name => name != leader.Name)];
            using (sim.Network.Partition(others[0], others[1]))
            {
                await WatchAsync(Milliseconds(4, 50));
                await CrashAsync(leader.Name, Milliseconds(4, 10));
                await CrashVoterAsync(leader, others);
            }

            await WatchAsync(Milliseconds(4, 50));
        }
    }

    private async Task CrashVoterAsync(Status voter, string[] others)
    {
        if (await cluster.LookAsync(all => all.Any(status => status.Name == voter.Name && status.Term > voter.Term), TimeSpan.FromMilliseconds(500)))
        {
            await WatchAsync(Milliseconds(8, 2));
            using (CutOff(others[sim.Choose(2)]))
            {
                await CrashAsync(voter.Name, Milliseconds(4, 10));
                await WatchAsync(Milliseconds(4, 50));
            }
        }
    }

    private async Task CrashAsync(string name, TimeSpan downtime)
    {
        cluster.Host(name).Crash();
        await WatchAsync(downtime);
        await cluster.Host(name).RestartAsync();
    }

    private NetworkFault CutOff(string name) => sim.Network.Partition([name], [.. cluster.Names.Where(other => other != name)]);

    private static bool LeadsAfter(Status? earlier, Status status) => status.Role == Role.Leader && status.Term > (earlier?.Term ?? 0);

    private TimeSpan Milliseconds(int choices, int step) => TimeSpan.FromMilliseconds((sim.Choose(choices) + 1) * step);

    /// <summary>Lets time pass.</summary>
    private Task WatchAsync(TimeSpan span) => cluster.LookAsync(static _ => false, span);
}
