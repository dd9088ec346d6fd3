using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class ManualAndAutoResetEvents(ITestOutputHelper output) : ConformanceTests<ManualAndAutoResetEvents>(output)
{
    private const string SilentWait = "SignalAndWait blocks without telling the thread's synchronization context first";

    public static Conformance A_slim_manual_event_lets_everybody_through => Body(async () =>
    {
        ManualResetEventSlim gate = new();
        Trail trail = new();
        Task a = Task.Run(() => { gate.Wait(); trail.Add("a"); });
        Task b = Task.Run(() => { gate.Wait(); trail.Add("b"); });
        await Task.Delay(5);
        trail.Add("set ");
        gate.Set();
        await a;
        await b;
        return trail.ToString();
    }).Allows("set ab", "set ba").PoolRepetitions(20);

    public static Conformance A_kernel_manual_event_lets_everybody_through => Body(async () =>
    {
        using ManualResetEvent gate = new(false);
        Trail trail = new();
        Task a = Task.Run(() => { gate.WaitOne(); trail.Add("a"); });
        Task b = Task.Run(() => { gate.WaitOne(); trail.Add("b"); });
        await Task.Delay(5);
        trail.Add("set ");
        gate.Set();
        await a;
        await b;
        return trail.ToString();
    }).Allows("set ab", "set ba").PoolRepetitions(20);

    public static Conformance An_auto_event_lets_one_through_at_a_time => Body(async () =>
    {
        using AutoResetEvent gate = new(false);
        Trail trail = new();
        Task a = Task.Run(() => { gate.WaitOne(); trail.Add("a"); });
        Task b = Task.Run(() => { gate.WaitOne(); trail.Add("b"); });
        gate.Set();
        await Task.WhenAny(a, b);
        trail.Add($" {gate.WaitOne(0)} ");
        gate.Set();
        await a;
        await b;
        return trail.ToString();
    }).Allows("a False b", "b False a").PoolRepetitions(20);

    public static Conformance Two_sets_of_an_auto_event_count_as_one => BlockingBody(() =>
    {
        using AutoResetEvent gate = new(false);
        gate.Set();
        gate.Set();
        return $"{gate.WaitOne(20)} {gate.WaitOne(20)}";
    }).Allows("True False").PoolRepetitions(5);

    public static Conformance Waits_give_up_after_their_timeouts => BlockingBody(() =>
    {
        using ManualResetEvent kernel = new(false);
        using ManualResetEventSlim slim = new();
        Task later = Task.Run(async () => { await Task.Delay(200); kernel.Set(); slim.Set(); });
        string outcome = $"{kernel.WaitOne(20)} {slim.Wait(20)} {kernel.WaitOne(20_000)} {slim.Wait(20_000)}";
        later.Wait();
        return outcome;
    }).Allows("False False True True").IfLate("False True True True", "True True True True").PoolRepetitions(3);

    public static Conformance A_token_ends_the_wait_of_a_slim_event => BlockingBody(() =>
    {
        using ManualResetEventSlim gate = new();
        using CancellationTokenSource stop = new(20);
        try
        {
            gate.Wait(stop.Token);
            return "set";
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
    }).Allows("canceled").PoolRepetitions(5);

    public static Conformance The_handle_of_a_token_is_signaled => BlockingBody(() =>
    {
        using CancellationTokenSource stop = new(100);
        return $"{stop.Token.WaitHandle.WaitOne(10)} {stop.Token.WaitHandle.WaitOne(20_000)}";
    }).Allows("False True").IfLate("True True").PoolRepetitions(3);

    public static Conformance WaitAny_tells_which => BlockingBody(() =>
    {
        using ManualResetEvent a = new(false);
        using ManualResetEvent b = new(false);
        Task setter = Task.Run(async () => { await Task.Delay(10); b.Set(); });
        int first = WaitHandle.WaitAny([a, b]);
        setter.Wait();
        return $"{first}";
    }).Allows("1").PoolRepetitions(5);

    public static Conformance WaitAny_of_two_that_race => BlockingBody(() =>
    {
        using ManualResetEvent a = new(false);
        using ManualResetEvent b = new(false);
        Task one = Task.Run(async () => { await Task.Yield(); a.Set(); });
        Task two = Task.Run(async () => { await Task.Yield(); b.Set(); });
        int first = WaitHandle.WaitAny([a, b]);
        Task.WaitAll(one, two);
        return $"{first}";
    }).Allows("0", "1");

    public static Conformance WaitAny_gives_up_after_its_timeout => BlockingBody(() =>
    {
        using ManualResetEvent a = new(false);
        using ManualResetEvent b = new(false);
        return WaitHandle.WaitAny([a, b], 20) == WaitHandle.WaitTimeout ? "timed out" : "set";
    }).Allows("timed out").PoolRepetitions(5);

    public static Conformance WaitAll_takes_all_or_none => BlockingBody(() =>
    {
        using AutoResetEvent a = new(true);
        using AutoResetEvent b = new(false);
        WaitHandle[] both = [a, b];
        bool early = WaitHandle.WaitAll(both, 20);
        Task setter = Task.Run(async () => { await Task.Delay(10); b.Set(); });
        bool late = WaitHandle.WaitAll(both, 20_000);
        setter.Wait();
        return $"{early} {late}, left {a.WaitOne(0)} {b.WaitOne(0)}";
    }).Allows("False True, left False False").PoolRepetitions(5);

    public static Conformance SignalAndWait_hands_over => Body(async () =>
    {
        using AutoResetEvent ping = new(false);
        using AutoResetEvent pong = new(false);
        Trail trail = new();
        Task other = Task.Run(() => { ping.WaitOne(); trail.Add("ping "); pong.Set(); });
        await Task.Run(() => { WaitHandle.SignalAndWait(ping, pong); trail.Add("pong"); });
        await other;
        return trail.ToString();
    }).Gap("ping pong", SilentWait).NeverOnThePool(Conformance.Ending(RunOutcome.Hung), SilentWait).Seeds(1).PoolRepetitions(20);

    public static Conformance An_event_that_nobody_sets => BlockingBody(() =>
    {
        ManualResetEvent gate = new(false);
        return $"{gate.WaitOne()}";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);

    public static Conformance A_slim_event_that_nobody_sets => BlockingBody(() =>
    {
        new ManualResetEventSlim().Wait();
        return "set";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);
}
