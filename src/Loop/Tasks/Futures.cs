namespace Sim;

/// <summary>Checks what combinators are given.</summary>
internal static class Futures
{
    /// <summary>Copies futures that one combinator is to wait for.</summary>
    /// <exception cref="ArgumentException">One is null, or they belong to several loops.</exception>
    public static TFuture[] Checked<TFuture>(IEnumerable<TFuture> futures)
        where TFuture : LoopFuture
    {
        ArgumentNullException.ThrowIfNull(futures);
        TFuture[] all = [.. futures];
        ThrowIfMixed(all);
        return all;
    }

    /// <summary>The loop on which they all will be done; the one that runs, where there are none.</summary>
    public static EventLoop LoopOf(LoopFuture[] futures) => futures.Length > 0 ? futures[0].Loop : EventLoop.Current;

    /// <summary>Throws unless all belong to one loop.</summary>
    public static void ThrowIfMixed(LoopFuture[] futures)
    {
        foreach (LoopFuture? future in futures)
        {
            if (future is null)
            {
                throw new ArgumentException("One of the futures is null.", nameof(futures));
            }

            if (!ReferenceEquals(future.Loop, futures[0].Loop))
            {
                throw new ArgumentException(
                    "The futures belong to several event loops, and no one loop can wait for them: combine those of one loop, and hand the results over with CallSoonThreadSafe.",
                    nameof(futures));
            }
        }
    }

    /// <summary>The futures behind their results.</summary>
    public static LoopFuture[] Untyped<T>(ILoopFuture<T>[] futures)
    {
        var all = new LoopFuture[futures.Length];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = futures[i]?.Untyped!;
        }

        ThrowIfMixed(all);
        return all;
    }

    /// <summary>Each once, in the order of their first appearance.</summary>
    public static TFuture[] Distinct<TFuture>(TFuture[] futures)
        where TFuture : LoopFuture => [.. futures.Distinct()];
}
