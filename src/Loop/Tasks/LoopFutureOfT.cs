namespace Sim;

/// <summary>A result that somebody will provide by <see cref="SetResult"/>: what TaskCompletionSource is to Task.</summary>
/// <typeparam name="T">What the result is.</typeparam>
public class LoopFuture<T> : LoopFuture, ILoopFuture<T>
{
    private T? _result;

    /// <summary>Makes a future of a loop.</summary>
    /// <param name="loop">Default: the loop on whose thread the caller runs.</param>
    /// <exception cref="InvalidOperationException">No loop was given, and none runs on this thread.</exception>
    public LoopFuture(EventLoop? loop = null)
        : base(loop ?? EventLoop.Current)
    {
    }

    /// <summary>The result.</summary>
    /// <exception cref="InvalidOperationException">It is not done.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    /// <remarks>Throws the fault, if it is done by one.</remarks>
    public T Result
    {
        get
        {
            ThrowIfUnsuccessful();
            return _result!;
        }
    }

    LoopFuture ILoopFuture<T>.Untyped => this;

    /// <summary>Completes it.</summary>
    /// <exception cref="InvalidOperationException">It is done already.</exception>
    public void SetResult(T result)
    {
        if (!TrySetResult(result))
        {
            throw AlreadyDone();
        }
    }

    /// <summary>Completes it, unless it is done.</summary>
    /// <returns>Whether this call completed it.</returns>
    public bool TrySetResult(T result)
    {
        if (IsDone)
        {
            return false;
        }

        _result = result;
        return TrySucceed();
    }

    /// <summary>Completes it by a fault.</summary>
    /// <exception cref="InvalidOperationException">It is done already.</exception>
    public void SetException(Exception exception)
    {
        if (!TrySetException(exception))
        {
            throw AlreadyDone();
        }
    }

    /// <summary>Completes it by a fault, unless it is done.</summary>
    /// <returns>Whether this call completed it.</returns>
    public bool TrySetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return TryFail(exception);
    }

    /// <summary>What <c>await</c> uses.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another loop.</exception>
    public new LoopFutureAwaiter<T> GetAwaiter()
    {
        ThrowIfNotAwaitable();
        return new LoopFutureAwaiter<T>(this);
    }

    /// <inheritdoc cref="LoopFuture.AsTask" />
    public new async Task<T> AsTask()
    {
        await new DetachedAwaiter(this);
        return Result;
    }

    private static InvalidOperationException AlreadyDone() =>
        new("The future is done already: complete it once, or use TrySetResult, TrySetException.");
}
