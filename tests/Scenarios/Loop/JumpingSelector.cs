namespace Sim.Scenarios.Loop;

/// <summary>Where a real selector would wait for time, lets it pass at once; waits for real where only another thread can help.</summary>
internal sealed class JumpingSelector(ManualClock clock) : ISelector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>The timeouts with which the loop polled.</summary>
    public List<long> Timeouts { get; } = [];

    public int Disposals { get; private set; }

    public void Select(EventLoop loop, long timeout)
    {
        Timeouts.Add(timeout);
        if (timeout == Timeout.Infinite)
        {
            Assert.True(_wake.Wait(Patience), "The loop waits, and nobody wakes it.");
        }
        else if (timeout > 0 && !_wake.Wait(0))
        {
            clock.Now += timeout;
        }
    }

    public void Wake() => _wake.Release();

    public void Dispose()
    {
        Disposals++;
        _wake.Dispose();
    }
}
