using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class ThreadJoin(ITestOutputHelper output) : ConformanceTests<ThreadJoin>(output)
{
    private const string Why = "a thread of its own runs beside the simulated one";

    public static Conformance Join_waits_for_the_thread => BlockingBody(() =>
    {
        Trail trail = new();
        Thread thread = new(() => trail.Add("thread "));
        thread.Start();
        thread.Join();
        trail.Add("joined");
        return trail.ToString();
    }).Allows("thread joined").PoolRepetitions(10).Escapes(Why);

    public static Conformance Join_gives_up_after_its_timeout => BlockingBody(() =>
    {
        // Never disposed: where a run is given up in the midst, the thread may get to its wait only then, and would end the process.
        ManualResetEventSlim release = new();
        bool begun = false;
        Thread thread = new(() =>
        {
            Volatile.Write(ref begun, true);
            release.Wait();
        })
        { IsBackground = true };
        thread.Start();

        // A thread that nobody has heard of yet is none to wait for: virtual time would pass both timeouts by.
        while (!Volatile.Read(ref begun))
        {
            Thread.SpinWait(100);
        }

        bool early = thread.Join(20);
        release.Set();
        return $"{early} {thread.Join(20_000)}";
    }).Allows("False True").PoolRepetitions(5).Escapes(Why);

    public static Conformance A_thread_completes_what_a_task_awaits => Body(async () =>
    {
        TaskCompletionSource<string> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() => done.SetResult("from a thread")) { IsBackground = true };
        thread.Start();
        return await done.Task;
    }).Allows("from a thread").PoolRepetitions(10).Escapes(Why);

    public static Conformance A_long_running_task_has_a_thread_of_its_own => Body(async () =>
        await Task.Factory.StartNew(
            () => "done", CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
        .Allows("done").PoolRepetitions(10).Escapes(Why);
}
