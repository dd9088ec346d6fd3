namespace Sim;

/// <summary>A <see cref="LoopTask"/> whose code comes to a result.</summary>
/// <typeparam name="T">What the result is.</typeparam>
public sealed class LoopTask<T> : LoopTask, ILoopFuture<T>
{
    private T? _result;

    internal LoopTask(EventLoop loop, Func<Task<T>> body, string? name)
        : base(loop, body, name)
    {
    }

    internal LoopTask(EventLoop loop, Func<CancellationToken, Task<T>> body, string? name)
        : base(loop, body, name)
    {
    }

    internal LoopTask(EventLoop loop, Task<T> hot, HotCancellation? cancellation, string? name)
        : base(loop, hot, cancellation, name)
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

    /// <summary>What <c>await</c> uses.</summary>
    /// <exception cref="InvalidOperationException">It belongs to another loop, or is the task that awaits it.</exception>
    public new LoopTaskAwaiter<T> GetAwaiter()
    {
        ThrowIfNotAwaitable();
        return new LoopTaskAwaiter<T>(this);
    }

    /// <inheritdoc cref="LoopFuture.AsTask" />
    public new async Task<T> AsTask()
    {
        await new DetachedAwaiter(this);
        return Result;
    }

    LoopFuture ILoopFuture<T>.Untyped => this;

    private protected override void TakeResult(Task task) => _result = ((Task<T>)task).Result;
}
