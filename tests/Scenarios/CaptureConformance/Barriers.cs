using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Barriers(ITestOutputHelper output) : ConformanceTests<Barriers>(output)
{
    public static Conformance Nobody_passes_before_all_have_come => Body(async () =>
    {
        Trail trail = new();
        using Barrier barrier = new(2);
        void Pass()
        {
            trail.Add("1");
            barrier.SignalAndWait();
            trail.Add("2");
        }

        Task a = Task.Run(Pass);
        Task b = Task.Run(Pass);
        await a;
        await b;
        return $"{trail}, phase {barrier.CurrentPhaseNumber}";
    }).Allows("1122, phase 1").PoolRepetitions(20);

    public static Conformance The_action_runs_between_the_phases => Body(async () =>
    {
        Trail trail = new();
        using Barrier barrier = new(2, _ => trail.Add("-"));
        void Pass()
        {
            trail.Add("1");
            barrier.SignalAndWait();
            trail.Add("2");
            barrier.SignalAndWait();
        }

        Task a = Task.Run(Pass);
        Task b = Task.Run(Pass);
        await a;
        await b;
        return trail.ToString();
    }).Allows("11-22-").PoolRepetitions(20);

    public static Conformance Who_comes_first_is_open => Body(async () =>
    {
        Trail trail = new();
        using Barrier barrier = new(2);
        Task a = Task.Run(() => { trail.Add("a"); barrier.SignalAndWait(); });
        Task b = Task.Run(() => { trail.Add("b"); barrier.SignalAndWait(); });
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba").PoolRepetitions(20);

    public static Conformance A_wait_with_a_timeout_takes_its_signal_back => BlockingBody(() =>
    {
        using Barrier barrier = new(2);
        bool passed = barrier.SignalAndWait(20);
        return $"{passed}, {barrier.ParticipantsRemaining} remaining, phase {barrier.CurrentPhaseNumber}";
    }).Allows("False, 2 remaining, phase 0").PoolRepetitions(5);

    public static Conformance A_token_ends_the_wait => BlockingBody(() =>
    {
        using Barrier barrier = new(2);
        using CancellationTokenSource stop = new(20);
        try
        {
            barrier.SignalAndWait(stop.Token);
            return "passed";
        }
        catch (OperationCanceledException)
        {
            return $"canceled, {barrier.ParticipantsRemaining} remaining";
        }
    }).Allows("canceled, 2 remaining").PoolRepetitions(5);

    public static Conformance A_participant_that_leaves_lets_the_others_pass => Body(async () =>
    {
        Trail trail = new();
        using Barrier barrier = new(2);
        Task passer = Task.Run(() => { barrier.SignalAndWait(); trail.Add("passed"); });
        await Task.Delay(20);
        trail.Add("leave ");
        barrier.RemoveParticipant();
        await passer;
        return trail.ToString();
    }).Allows("leave passed").PoolRepetitions(5);

    public static Conformance What_the_action_throws_reaches_everybody => Body(async () =>
    {
        using Barrier barrier = new(2, _ => throw new InvalidOperationException("between the phases"));
        string Pass()
        {
            try
            {
                barrier.SignalAndWait();
                return "passed";
            }
            catch (BarrierPostPhaseException thrown)
            {
                return thrown.InnerException!.GetType().Name;
            }
        }

        Task<string> a = Task.Run(Pass);
        Task<string> b = Task.Run(Pass);
        return $"{await a} {await b}";
    }).Allows("InvalidOperationException InvalidOperationException").PoolRepetitions(20);
}
