using Sim;
using Sim.Checking;
using Input = Sim.Checking.MapInput<string, string>;
using Output = Sim.Checking.Reply<string>;

namespace Raft.Simulations;

/// <summary>A cluster in trouble and then in the calm: what clients saw must be linearizable, and in the calm the nodes must come to agree.</summary>
public sealed class RaftSimulations
{
    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task Five_nodes_are_as_one(Simulation sim) => RunAsync(sim, new Scenario(Flaw.None, 5));

    /// <summary>Finds nothing, in small clusters with more clients of one key.</summary>
    [Simulation]
    public Task Three_nodes_are_as_one(Simulation sim) => RunAsync(sim, new Scenario(Flaw.None, 3) { Clients = 4, Keys = ["x"] });

    /// <summary>Finds nothing, where voters crash.</summary>
    [Simulation]
    public Task Three_nodes_whose_voters_crash_are_as_one(Simulation sim) => RunAsync(sim, VotersCrash(Flaw.None));

    /// <summary>Finds two leaders of one term.</summary>
    [Simulation]
    public Task A_vote_is_not_forgotten(Simulation sim) => RunAsync(sim, VotersCrash(Flaw.ForgottenVote));

    /// <summary>Finds nothing, where leaders are cut off one after another.</summary>
    [Simulation]
    public Task Three_nodes_whose_leaders_are_cut_off_are_as_one(Simulation sim) => RunAsync(sim, LeadersAreCutOff(Flaw.None));

    /// <summary>Finds an entry that was committed and then overwritten.</summary>
    [Simulation]
    public Task An_entry_of_an_old_term_is_not_committed_by_count(Simulation sim) => RunAsync(sim, LeadersAreCutOff(Flaw.OldTermCommit));

    /// <summary>Finds a write that was acknowledged and lost.</summary>
    [Simulation]
    public Task What_is_acknowledged_is_flushed(Simulation sim) => RunAsync(sim, new Scenario(Flaw.LostFlush, 3) { Keys = ["x"], Kinds = FaultKinds.Partition, Always = FaultKinds.Crash });

    /// <summary>Finds a leader of old that answers from what it had.</summary>
    [Simulation]
    public Task A_leader_of_old_answers_no_reads(Simulation sim) => RunAsync(sim, new Scenario(Flaw.StaleRead, 3) { Keys = ["x"], Kinds = FaultKinds.Pause, Always = FaultKinds.Partition });

    /// <summary>Finds a leader whose clock was set back, so that its lease lasts longer than it should.</summary>
    [Simulation]
    public Task A_lease_does_not_depend_on_the_wall_clock(Simulation sim) =>
        RunAsync(sim, new Scenario(Flaw.ClockLease, 3) { Keys = ["x"], Kinds = FaultKinds.Pause, Always = FaultKinds.Partition | FaultKinds.ClockJump });

    private static Scenario VotersCrash(Flaw flaw) => new(flaw, 3) { Keys = ["x"], Nemesis = static nemesis => nemesis.CrashVotersAsync() };

    private static Scenario LeadersAreCutOff(Flaw flaw) => new(flaw, 3) { Keys = ["x"], Nemesis = static nemesis => nemesis.CutOffLeadersAsync() };

    private static async Task RunAsync(Simulation sim, Scenario scenario)
    {
        using Cluster cluster = await Cluster.StartAsync(sim, scenario.Nodes, scenario.Flaw);
        var history = new History<Input, Output>(sim);
        Client[] clients = [.. Enumerable.Range(0, scenario.Clients).Select(number => new Client($"{(char)('a' + number)}", sim, cluster, history))];

        bool isOver = false;
        Task work = Task.WhenAll(clients.Select((client, i) => client.RunAsync(scenario.Keys, onlyReads: i == 0, () => isOver)));
        await TroubleAsync(sim, cluster, scenario);
        isOver = true;
        await work;

        await cluster.ConvergeAsync(TimeSpan.FromSeconds(3));
        foreach (string key in scenario.Keys)
        {
            await clients[0].ReadInCalmAsync(key);
        }

        history.ThrowIfNotLinearizable(new MapModel<string, string>());
    }

    /// <summary>Trouble that aims, if the scenario has any, else what is drawn.</summary>
    private static async Task TroubleAsync(Simulation sim, Cluster cluster, Scenario scenario)
    {
        if (scenario.Nemesis is { } nemesis)
        {
            await nemesis(new Nemesis(sim, cluster, scenario.Trouble));
            return;
        }

        sim.Faults.Require(scenario.Always);
        await sim.Trouble(scenario.Trouble, new TroubleOptions
        {
            Kinds = scenario.Kinds | scenario.Always,
            Interval = TimeSpan.FromMilliseconds(300),
            Shortest = TimeSpan.FromMilliseconds(50),
            Longest = TimeSpan.FromMilliseconds(800),
            MostJump = TimeSpan.FromSeconds(2),
        });
    }
}
