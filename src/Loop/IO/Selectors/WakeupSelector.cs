namespace Sim;

/// <summary>A selector that knows no I/O: it waits for time and for wake-ups. For loops that a program runs in a simulation.</summary>
internal sealed class WakeupSelector : ISelector
{
    /// <summary>Without spinning: a loop that waits has nothing to do, and its core may have.</summary>
    private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);

    public void Select(EventLoop loop, long timeout)
    {
        if (timeout != 0)
        {
            _wake.Wait(Timeouts.ToMilliseconds(timeout));
        }

        if (_wake.IsSet)
        {
            _wake.Reset();
        }
    }

    public void Wake() => _wake.Set();

    public void Dispose() => _wake.Dispose();
}
