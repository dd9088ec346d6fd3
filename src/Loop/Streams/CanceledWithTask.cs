namespace Sim;

/// <summary>A token that is canceled with the task whose code made it, or with another token: for what knows tokens only.</summary>
internal sealed class CanceledWithTask : IDisposable
{
    private readonly CancellationToken _other;
    private readonly CancellationTokenSource? _source;

    public CanceledWithTask(CancellationToken other)
    {
        _other = other;
        CancellationToken task = LoopTask.Current?.CancellationToken ?? CancellationToken.None;
        _source = other.CanBeCanceled && task.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(task, other) : null;
        Token = _source?.Token ?? (task.CanBeCanceled ? task : other);
    }

    public CancellationToken Token { get; }

    public bool IsCanceled => Token.IsCancellationRequested;

    /// <summary>What was awaited came to a result beside the cancellation, which no other await would tell of.</summary>
    public void ThrowIfCanceled()
    {
        if (IsCanceled)
        {
            throw new OperationCanceledException(_other.IsCancellationRequested ? _other : Token);
        }
    }

    public void Dispose() => _source?.Dispose();
}
