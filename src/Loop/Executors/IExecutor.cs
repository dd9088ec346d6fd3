namespace Sim;

/// <summary>Runs blocking work for event loops, on threads that are not theirs. Safe on any thread.</summary>
public interface IExecutor
{
    /// <summary>Takes work, to run it once, as soon as there is a thread for it. The work throws nothing.</summary>
    /// <exception cref="ObjectDisposedException">It was shut down.</exception>
    void Submit(Action work);

    /// <summary>Takes no more work from now on.</summary>
    /// <returns>Done once all work that it took has run.</returns>
    Task ShutDown();
}
