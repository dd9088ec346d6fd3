using System.Threading.Tasks.Sources;

namespace Sim;

/// <summary>An operation that could not be done at once. It completes once, and whoever awaits it goes on in a step of its own.</summary>
internal class Waiter<T> : IValueTaskSource<T>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<T> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;

    /// <summary>Whether it has its result, is canceled or has failed.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>The task of an operation that answers.</summary>
    public ValueTask<T> Task => new(this, _core.Version);

    /// <summary>The task of an operation that only ends.</summary>
    public ValueTask End => new(this, _core.Version);

    /// <summary>Lets a token cancel it from now on.</summary>
    public void Obey(CancellationToken token) =>
        _cancellation = token.UnsafeRegister(static (waiter, token) => ((Waiter<T>)waiter!).Cancel(token), this);

    public void Complete(T result)
    {
        Finish();
        _core.SetResult(result);
    }

    public void Fail(Exception exception)
    {
        Finish();
        _core.SetException(exception);
    }

    T IValueTaskSource<T>.GetResult(short token) => Take(token);

    void IValueTaskSource.GetResult(short token) => Take(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>It was canceled, and whoever awaits it is about to learn that.</summary>
    protected virtual void OnCanceled()
    {
    }

    /// <summary>Whoever awaited it has the result: nobody will ask again.</summary>
    protected virtual void OnTaken()
    {
    }

    /// <summary>It may be waited for anew.</summary>
    protected void Reset()
    {
        _core.Reset();
        IsCompleted = false;
    }

    private T Take(short token)
    {
        T result = _core.GetResult(token);
        OnTaken();
        return result;
    }

    private void Cancel(CancellationToken token)
    {
        if (!IsCompleted)
        {
            OnCanceled();
            Fail(new OperationCanceledException(token));
        }
    }

    private void Finish()
    {
        IsCompleted = true;
        _cancellation.Unregister();
    }
}
