using Sim.Gauntlet.Programs.GoKer;
using Sim.Gauntlet.Programs.SctBench;
using Sim.Gauntlet.Programs.Services;
using static Sim.RunOutcome;

namespace Sim.Gauntlet;

/// <summary>All programs of the gauntlet, in the order of the tables.</summary>
internal static class GauntletPrograms
{
    public static GauntletProgram[] All { get; } =
    [
        Reorder(3, new(Surw: 7, Pct3: 185, Pct10: 148, Pos: 86)),
        Reorder(5, new(Surw: 10, Pct3: 647, Pct10: 1094, Pos: 2169)),
        Reorder(10, new(Surw: 17, Pct3: 3225, Pct10: 4462)),
        Reorder(50, new(Surw: 13, Pct3: 3304, Pct10: 9422)),
        Reorder(100, new(Surw: 194)),
        TwoStage("twostage_1", 2, new(Surw: 8, Pct3: 13, Pct10: 9, Pos: 15, Random: 464)),
        TwoStage("twostage_50", 50, new(Surw: 20, Pct3: 1676, Pct10: 692, Pos: 1637)),
        TwoStage("twostage_100", 100, new(Surw: 454, Pct3: 7466, Pct10: 5726, Pos: 6674)),
        new("account", Failed, static (sim, isFixed) => new Account(sim, isFixed).RunAsync()) { Published = new(Surw: 6, Pct3: 4, Pct10: 4, Pos: 4, Random: 18) },
        new("stack", Failed, static (sim, isFixed) => new BoundedStack(sim, isFixed).RunAsync()) { Published = new(Surw: 5, Pct3: 3, Pct10: 3, Pos: 2, Random: 176) },
        new("bluetooth_driver", Failed, static (sim, isFixed) => new BluetoothDriver(sim, isFixed).RunAsync()) { Published = new(Surw: 70, Pct3: 112, Pct10: 83, Pos: 36, Random: 215) },
        new("deadlock01", Deadlocked, static (sim, isFixed) => new Deadlock01(sim, isFixed).RunAsync()) { Published = new(Surw: 2, Pct3: 13, Pct10: 7, Pos: 4, Random: 3) },
        new("stringbuffer", Failed, static (sim, isFixed) => new TextBuffer(sim, isFixed).RunAsync()) { Published = new(Surw: 8, Pct3: 281, Pct10: 26, Pos: 23, Random: 2243) },
        new("carter01", Deadlocked, static (sim, isFixed) => new Carter01(sim, isFixed).RunAsync()),
        new("circular_buffer", Failed, static (sim, isFixed) => new Handover(sim, 7, startsFilled: false, isFixed).RunAsync()),
        new("queue", Failed, static (sim, isFixed) => new Handover(sim, 20, startsFilled: true, isFixed).RunAsync()),
        new("lazy01", Failed, static (sim, isFixed) => new Lazy01(sim, isFixed).RunAsync()),
        new("phase01", Deadlocked, static (sim, isFixed) => new Phase01(sim, isFixed).RunAsync()),
        new("sync01", Deadlocked, static (sim, isFixed) => new Sync01(sim, isFixed).RunAsync()),
        new("sync02", Deadlocked, static (sim, isFixed) => new Sync02(sim, isFixed).RunAsync()),
        new("token_ring", Failed, static (sim, isFixed) => new TokenRing(sim, isFixed).RunAsync()),
        new("wronglock", Failed, static (sim, isFixed) => new WrongLock(sim, isFixed).RunAsync()),
        new("work_steal_queue", Failed, static (sim, isFixed) => new WorkStealing(sim, isFixed).RunAsync()) { Published = new(Surw: 6, Pct3: 48, Pct10: 16, Pos: 12) },
        new("grpc_1275", Deadlocked, static (sim, isFixed) => new Grpc1275(sim, isFixed).RunAsync()),
        new("cockroach_10790", Deadlocked, static (sim, isFixed) => new Cockroach10790(sim, isFixed).RunAsync()),
        new("etcd_7443", Deadlocked, static (sim, isFixed) => new Etcd7443(sim, isFixed).RunAsync()),
        new("hugo_5379", Deadlocked, static (sim, isFixed) => new Hugo5379(sim, isFixed).RunAsync()),
        new("moby_4951", Deadlocked, static (sim, isFixed) => new Moby4951(sim, isFixed).RunAsync()),
        new("cockroach_16167", Deadlocked, static (sim, isFixed) => new Cockroach16167(sim, isFixed).RunAsync()),
        new("moby_30408", Deadlocked, static (sim, isFixed) => new Moby30408(sim, isFixed).RunAsync()),
        new("grpc_3090", Failed, static (sim, isFixed) => new Grpc3090(sim, isFixed).RunAsync()),
        new("grpc_2371", Failed, static (sim, isFixed) => new Grpc2371(sim, isFixed).RunAsync()),
        new("moby_18412", Failed, static (sim, isFixed) => new Moby18412(sim, isFixed).RunAsync()),
        new("autocomplete", Failed, static (sim, isFixed) => new Autocomplete(sim, isFixed).RunAsync()),
        new("debounced_autocomplete", Failed, static (sim, isFixed) => new DebouncedAutocomplete(sim, isFixed).RunAsync()),
        new("lost_counter_update", Failed, static (sim, isFixed) => new LostCounterUpdate(sim, isFixed).RunAsync()),
        new("stale_profile", Failed, static (sim, isFixed) => new StaleProfile(sim, isFixed).RunAsync()),
        new("todo_edits", Failed, static (sim, isFixed) => new TodoEdits(sim, isFixed).RunAsync()),
        new("bounded_buffer", Deadlocked, static (sim, isFixed) => new BoundedBuffer(sim, isFixed).RunAsync()),
        new("account_crud", Failed, static (sim, isFixed) => new AccountCrud(sim, isFixed).RunAsync()),
        new("failover", Failed, static (sim, isFixed) => new Failover(sim, isFixed).RunAsync()),
        new("raft_duplicate_votes", Failed, static (sim, isFixed) => new RaftVotes(sim, isFixed).RunAsync()),
        new("two_timers", Failed, static (sim, isFixed) => new TwoTimers(sim, isFixed).RunAsync()),
        new("retry_storm", Failed, static (sim, isFixed) => new RetryStorm(sim, isFixed).RunAsync()),
        new("cache_stampede", Failed, static (sim, isFixed) => new CacheStampede(sim, isFixed).RunAsync()),
        new("dispose_against_use", Failed, static (sim, isFixed) => new DisposeAgainstUse(sim, isFixed).RunAsync()) { Thrown = typeof(ObjectDisposedException) },
        new("cancellation_leak", Deadlocked, static (_, isFixed) => new CancellationLeak(isFixed).RunAsync()),
    ];

    private static GauntletProgram Reorder(int tasks, Published published) =>
        new($"reorder_{tasks}", Failed, (sim, isFixed) => new Reorder(sim, tasks, isFixed).RunAsync()) { Published = published };

    private static GauntletProgram TwoStage(string name, int tasks, Published published) =>
        new(name, Failed, (sim, isFixed) => new TwoStage(sim, tasks, isFixed).RunAsync()) { Published = published };
}
