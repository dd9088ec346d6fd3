using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>
/// A thread that spins never says that it waits, so that nothing else gets a turn: such a run ends as hung, with the
/// stack of the spin.
/// </summary>
public class SpinningWaits(ITestOutputHelper output) : ConformanceTests<SpinningWaits>(output)
{
    private const string Gap = "a spin is no wait that capture can see: it holds the only turn until the watchdog ends it";

    private static readonly string Hung = Conformance.Ending(RunOutcome.Hung);

    public static Conformance SpinUntil_another_task_has_run => BlockingBody(() =>
    {
        bool done = false;
        Task other = Task.Run(() => Volatile.Write(ref done, true));
        SpinWait.SpinUntil(() => Volatile.Read(ref done));
        return $"seen {done}";
    }).Gap("seen True", Gap).NeverOnThePool(Hung, Gap).Seeds(1);

    public static Conformance Dispose_of_a_registration_whose_callback_runs => Body(async () =>
    {
        Trail trail = new();
        using CancellationTokenSource stop = new();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        CancellationTokenRegistration registration = stop.Token.Register(() =>
        {
            started.SetResult();
            Turn.Block();
            Turn.Block();
            trail.Add("callback ");
        });
        Task cancel = stop.CancelAsync();
        await started.Task;
        registration.Dispose();
        trail.Add("disposed");
        await cancel;
        return trail.ToString();
    }).Gap("callback disposed", Gap).NeverOnThePool(Hung, Gap).Seeds(1);
}
