using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class CountdownEvents(ITestOutputHelper output) : ConformanceTests<CountdownEvents>(output)
{
    public static Conformance Wait_returns_after_the_last_signal => BlockingBody(() =>
    {
        Trail trail = new();
        using CountdownEvent all = new(2);
        Task a = Task.Run(async () => { await Task.Yield(); trail.Add("a"); all.Signal(); });
        Task b = Task.Run(async () => { await Task.Yield(); trail.Add("b"); all.Signal(); });
        all.Wait();
        trail.Add(".");
        Task.WaitAll(a, b);
        return trail.ToString();
    }).Allows("ab.", "ba.").PoolRepetitions(20);

    public static Conformance Wait_gives_up_after_its_timeout => BlockingBody(() =>
    {
        using CountdownEvent all = new(2);
        all.Signal();
        bool early = all.Wait(20);
        all.Signal();
        return $"{early} {all.Wait(20)} {all.CurrentCount}";
    }).Allows("False True 0").PoolRepetitions(5);

    public static Conformance Wait_ends_by_its_token => BlockingBody(() =>
    {
        using CountdownEvent all = new(1);
        using CancellationTokenSource stop = new(20);
        try
        {
            all.Wait(stop.Token);
            return "signaled";
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
    }).Allows("canceled").PoolRepetitions(5);

    public static Conformance AddCount_asks_for_more_signals => BlockingBody(() =>
    {
        Trail trail = new();
        using CountdownEvent all = new(1);
        all.AddCount();
        Task late = Task.Run(async () => { await Task.Delay(10); trail.Add("late "); all.Signal(); });
        all.Signal();
        all.Wait();
        trail.Add($"{all.TryAddCount()}");
        late.Wait();
        return trail.ToString();
    }).Allows("late False").PoolRepetitions(5);

    public static Conformance Reset_makes_it_wait_again => BlockingBody(() =>
    {
        using CountdownEvent all = new(1);
        all.Signal();
        all.Wait();
        all.Reset(2);
        Task signals = Task.Run(async () => { all.Signal(); await Task.Delay(50); all.Signal(); });
        bool early = all.Wait(0);
        all.Wait();
        signals.Wait();
        return $"{early} {all.IsSet}";
    }).Allows("False True").IfLate("True True").PoolRepetitions(5);

    public static Conformance A_signal_too_few => BlockingBody(() =>
    {
        CountdownEvent all = new(2);
        all.Signal();
        all.Wait();
        return "done";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);
}
