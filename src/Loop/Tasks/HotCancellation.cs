namespace Sim;

/// <summary>What cancels a task that was adopted while it ran.</summary>
internal abstract class HotCancellation
{
    /// <summary>Nothing does: its handle is canceled alone.</summary>
    public static HotCancellation None { get; } = new Nothing();

    public virtual bool CanCancel => true;

    public abstract void Cancel();

    private sealed class Nothing : HotCancellation
    {
        public override bool CanCancel => false;

        public override void Cancel()
        {
        }
    }
}

/// <summary>Cancels it by the source of a token that its code observes.</summary>
internal sealed class SourceCancellation(CancellationTokenSource source) : HotCancellation
{
    public override void Cancel() => source.Cancel();
}

/// <summary>Cancels a task that others complete.</summary>
internal sealed class PromiseCancellation<T>(TaskCompletionSource<T> promise) : HotCancellation
{
    public override void Cancel() => promise.TrySetCanceled();
}
