using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class ReaderWriterLocks(ITestOutputHelper output) : ConformanceTests<ReaderWriterLocks>(output)
{
    public static Conformance Readers_share => Body(async () =>
    {
        ReaderWriterLockSlim gate = new();
        using CountdownEvent inside = new(2);
        void Meet() => Read(gate, () => { inside.Signal(); inside.Wait(); });
        Task a = Task.Run(Meet);
        Task b = Task.Run(Meet);
        await a;
        await b;
        return "met inside";
    }).Allows("met inside").PoolRepetitions(20);

    public static Conformance Writers_exclude => Body(async () =>
    {
        ReaderWriterLockSlim gate = new();
        Trail trail = new();
        Task a = Task.Run(() => Write(gate, () => MarkTwice(trail, "a")));
        Task b = Task.Run(() => Write(gate, () => MarkTwice(trail, "b")));
        await a;
        await b;
        return trail.ToString();
    }).Allows("aabb", "bbaa");

    public static Conformance A_writer_excludes_a_reader => Body(async () =>
    {
        ReaderWriterLockSlim gate = new();
        Trail trail = new();
        Task reader = Task.Run(() => Read(gate, () => MarkTwice(trail, "r")));
        Task writer = Task.Run(() => Write(gate, () => MarkTwice(trail, "w")));
        await reader;
        await writer;
        return trail.ToString();
    }).Allows("rrww", "wwrr");

    public static Conformance A_writer_that_waits_keeps_new_readers_out => Body(async () =>
    {
        ReaderWriterLockSlim gate = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim release = new();
        Task reader = Task.Run(() => Read(gate, () => { entered.SetResult(); release.Wait(); }));
        await entered.Task;
        Task writer = Task.Run(() => Write(gate, () => { }));
        while (gate.WaitingWriteCount == 0)
        {
            await Task.Delay(5);
        }

        bool second = gate.TryEnterReadLock(20);
        release.Set();
        await reader;
        await writer;
        return $"{second}";
    }).Allows("False").PoolRepetitions(5);

    public static Conformance TryEnterWriteLock_gives_up_while_somebody_reads => Body(async () =>
    {
        ReaderWriterLockSlim gate = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim release = new();
        Task reader = Task.Run(() => Read(gate, () => { entered.SetResult(); release.Wait(); }));
        await entered.Task;
        bool early = await Task.Run(() => gate.TryEnterWriteLock(20));
        Task<bool> late = Task.Run(() =>
        {
            bool taken = gate.TryEnterWriteLock(20_000);
            gate.ExitWriteLock();
            return taken;
        });
        release.Set();
        await reader;
        return $"{early} {await late}";
    }).Allows("False True").PoolRepetitions(5);

    public static Conformance An_upgrade_waits_for_the_readers => Body(async () =>
    {
        ReaderWriterLockSlim gate = new();
        Trail trail = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = Task.Run(() => Read(gate, () => { entered.SetResult(); Turn.Block(); trail.Add("read "); }));
        await entered.Task;
        await Task.Run(() =>
        {
            gate.EnterUpgradeableReadLock();
            Write(gate, () => trail.Add("written"));
            gate.ExitUpgradeableReadLock();
        });
        await reader;
        return trail.ToString();
    }).Allows("read written").PoolRepetitions(20);

    public static Conformance Two_that_upgrade_take_turns => Body(async () =>
    {
        ReaderWriterLockSlim gate = new();
        int value = 0;
        void Increment()
        {
            gate.EnterUpgradeableReadLock();
            int read = value;
            Turn.Block();
            Write(gate, () => value = read + 1);
            gate.ExitUpgradeableReadLock();
        }

        Task a = Task.Run(Increment);
        Task b = Task.Run(Increment);
        await a;
        await b;
        return $"{value}";
    }).Allows("2").PoolRepetitions(20);

    private static void MarkTwice(Trail trail, string name)
    {
        trail.Add(name);
        Turn.Block();
        trail.Add(name);
    }

    private static void Read(ReaderWriterLockSlim gate, Action inside)
    {
        gate.EnterReadLock();
        inside();
        gate.ExitReadLock();
    }

    private static void Write(ReaderWriterLockSlim gate, Action inside)
    {
        gate.EnterWriteLock();
        inside();
        gate.ExitWriteLock();
    }
}
