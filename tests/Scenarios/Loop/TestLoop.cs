namespace Sim.Scenarios.Loop;

/// <summary>A loop on one of the arms, and what its callbacks wrote down.</summary>
internal sealed class TestLoop : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> _log = [];

    public TestLoop(Arm arm = Arm.Virtual, IReadyOrder? order = null)
    {
        Selector = arm == Arm.Virtual ? new JumpingSelector(Clock) : null;
        Loop = new EventLoop(new EventLoopOptions
        {
            Clock = arm == Arm.Virtual ? Clock : null,
            Selector = Selector,
            Order = order,
            ExceptionHandler = context => Faults.Add(context.Exception!),
        });
    }

    public EventLoop Loop { get; }

    /// <summary>The clock of the virtual arm.</summary>
    public ManualClock Clock { get; } = new();

    /// <summary>The selector of the virtual arm.</summary>
    public JumpingSelector? Selector { get; }

    public List<Exception> Faults { get; } = [];

    /// <summary>What was written down, in order.</summary>
    public string Log => string.Join(' ', _log);

    public void Write(string text) => _log.Add(text);

    /// <summary>A callback that writes.</summary>
    public Action Writes(string text) => () => Write(text);

    /// <summary>Schedules writers in this order.</summary>
    public void Soon(params string[] texts) => Array.ForEach(texts, text => Loop.CallSoon(Writes(text)));

    /// <summary>Runs for one tick.</summary>
    public void Tick()
    {
        Loop.Stop();
        Loop.RunForever();
    }

    /// <summary>Runs until this much time of its clock has passed.</summary>
    public void RunFor(int milliseconds)
    {
        Loop.CallLater(TimeSpan.FromMilliseconds(milliseconds), Loop.Stop);
        Loop.RunForever();
    }

    /// <summary>Runs on a thread of its own until the loop stops, and fails instead of waiting forever.</summary>
    public void RunGuarded()
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(Loop.RunForever)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience), $"The loop did not stop. So far: {Log}");
        Assert.Null(thrown);
    }

    public void Dispose() => Loop.Dispose();
}
