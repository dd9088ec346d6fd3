namespace Sim;

/// <summary>Waits for whatever comes from outside the loop (I/O, wake-ups, time): the second of its three seams.</summary>
public interface ISelector : IDisposable
{
    /// <summary>
    /// Waits until something happened, <paramref name="timeout"/> ticks passed, or <see cref="Wake"/> was called, and puts
    /// what happened into the loop with <see cref="EventLoop.CallSoon(Action)"/>. Called once a tick, on the loop's thread.
    /// </summary>
    /// <param name="loop">The loop that waits.</param>
    /// <param name="timeout">Ticks of 100 ns; 0 looks without waiting, <see cref="Timeout.Infinite"/> (-1) waits without end.</param>
    void Select(EventLoop loop, long timeout);

    /// <summary>Ends a wait, or the next one, at once. Safe on any thread, and of no effect once it is disposed.</summary>
    void Wake();
}
