namespace Sim;

/// <summary>An operation of a disk that takes its time: it is done when that is over, in a step of its own that runs no code of the test.</summary>
internal sealed class DiskOperation<T>(World world, Func<T> work, long late)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _cancellation;

    /// <summary>Lets a token end the wait, not the operation.</summary>
    public Task<T> Begin(long after, CancellationToken token)
    {
        _cancellation = token.UnsafeRegister(static (done, token) => ((TaskCompletionSource<T>)done!).TrySetCanceled(token), _done);
        world.CallAfter(after, Complete);
        return _done.Task;
    }

    private void Complete()
    {
        world.Trace.NoteLate(late);
        _cancellation.Unregister();
        try
        {
            _done.TrySetResult(work());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (_done.TrySetException(exception))
            {
                // Nobody may ever look at it, as nobody need look at a failure of the machine's disk.
                _ = _done.Task.Exception;
            }
        }
    }
}
