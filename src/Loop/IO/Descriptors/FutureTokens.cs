namespace Sim;

/// <summary>Waiting for a future until a token says otherwise.</summary>
internal static class FutureTokens
{
    private static readonly Action<object?> s_cancel = static future => ((LoopFuture)future!).Cancel();

    /// <summary>Cancels the future once the token is canceled, on whatever thread that happens.</summary>
    public static async Task Until(this LoopFuture future, CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static future => ((LoopFuture)future!).Loop.TryCallSoonThreadSafe(s_cancel, future), future);
        try
        {
            await future;
        }
        catch (OperationCanceledException exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
    }
}
