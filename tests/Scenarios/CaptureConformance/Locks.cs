using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Locks(ITestOutputHelper output) : ConformanceTests<Locks>(output)
{
    public static Conformance A_lock_excludes_across_a_blocking_wait => Body(async () =>
    {
        Lock gate = new();
        Trail trail = new();
        Task a = Task.Run(() => EnterAndBlock(gate, trail, "a"));
        Task b = Task.Run(() => EnterAndBlock(gate, trail, "b"));
        await a;
        await b;
        return trail.ToString();
    }).Allows("aabb", "bbaa");

    public static Conformance A_scope_excludes_like_the_statement => Body(async () =>
    {
        Lock gate = new();
        Trail trail = new();
        Task a = Task.Run(() => EnterAndBlock(gate, trail, "a"));
        Task b = Task.Run(() =>
        {
            using Lock.Scope scope = gate.EnterScope();
            trail.Add("b");
            Turn.Block();
            trail.Add("b");
        });
        await a;
        await b;
        return trail.ToString();
    }).Allows("aabb", "bbaa");

    public static Conformance It_belongs_to_the_thread_across_a_blocking_wait => BlockingBody(() =>
    {
        Lock gate = new();
        lock (gate)
        {
            Turn.Block();
            lock (gate)
            {
                return $"{gate.IsHeldByCurrentThread}";
            }
        }
    }).Allows("True");

    public static Conformance TryEnter_with_a_timeout_gives_up => Body(async () =>
    {
        Lock gate = new();
        using ManualResetEventSlim release = new();
        Task holder = await HolderAsync(gate, release);
        string taken = await Task.Run(() => $"{gate.TryEnter()} {gate.TryEnter(20)}");
        release.Set();
        await holder;
        return taken;
    }).Allows("False False").PoolRepetitions(5);

    public static Conformance TryEnter_with_a_timeout_gets_in_in_time => Body(async () =>
    {
        Lock gate = new();
        using ManualResetEventSlim release = new();
        Task holder = await HolderAsync(gate, release);
        Task<bool> taken = Task.Run(() =>
        {
            bool entered = gate.TryEnter(20_000);
            gate.Exit();
            return entered;
        });
        await Task.Delay(20);
        release.Set();
        await holder;
        return $"{await taken}";
    }).Allows("True").PoolRepetitions(5);

    public static Conformance Two_locks_in_opposite_order => Body(async () =>
    {
        Lock a = new();
        Lock b = new();
        Task one = Task.Run(() => TakeBoth(a, b));
        Task two = Task.Run(() => TakeBoth(b, a));
        await one;
        await two;
        return "done";
    }).Allows("done").EndsAs(RunOutcome.Deadlocked).Seeds(25).Peer("Coyote", "misses the deadlock");

    public static Conformance Two_locks_in_one_order => Body(async () =>
    {
        Lock a = new();
        Lock b = new();
        Task one = Task.Run(() => TakeBoth(a, b));
        Task two = Task.Run(() => TakeBoth(a, b));
        await one;
        await two;
        return "done";
    }).Allows("done");

    private static void TakeBoth(Lock first, Lock second)
    {
        lock (first)
        {
            Turn.Block();
            lock (second)
            {
                Turn.Block();
            }
        }
    }

    private static void EnterAndBlock(Lock gate, Trail trail, string name)
    {
        lock (gate)
        {
            trail.Add(name);
            Turn.Block();
            trail.Add(name);
        }
    }

    private static async Task<Task> HolderAsync(Lock gate, ManualResetEventSlim release)
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task holder = Task.Run(() =>
        {
            lock (gate)
            {
                entered.SetResult();
                release.Wait();
            }
        });
        await entered.Task;
        return holder;
    }
}
