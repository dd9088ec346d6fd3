namespace Sim;

/// <content>Waiting without taking part.</content>
public partial class LoopTask
{
    /// <summary>Waits for futures without canceling any of them and without throwing what they throw.</summary>
    /// <typeparam name="TFuture">What is waited for.</typeparam>
    /// <param name="futures">At least one, of one loop; one that is given twice counts once.</param>
    /// <param name="until">When the wait is over.</param>
    /// <param name="timeout">After how long it is over anyway; null for no limit.</param>
    /// <exception cref="ArgumentException">There are none, one is null, or they belong to several loops.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="until"/> is none of the three.</exception>
    /// <exception cref="OperationCanceledException">The task that waits was canceled; what it waited for goes on.</exception>
    public static Task<WaitResult<TFuture>> Wait<TFuture>(IEnumerable<TFuture> futures, WaitUntil until = WaitUntil.AllCompleted, TimeSpan? timeout = null)
        where TFuture : LoopFuture
    {
        TFuture[] all = Futures.Distinct(Futures.Checked(futures));
        if (all.Length == 0)
        {
            throw new ArgumentException("There is nothing to wait for: pass at least one future.", nameof(futures));
        }

        if (until is < WaitUntil.AllCompleted or > WaitUntil.FirstException)
        {
            throw new ArgumentOutOfRangeException(nameof(until), until, "Use one of the members of WaitUntil.");
        }

        return WaitFor(all, new ManyWaiter(all, until), timeout);
    }

    private static async Task<WaitResult<TFuture>> WaitFor<TFuture>(TFuture[] futures, ManyWaiter waiter, TimeSpan? timeout)
        where TFuture : LoopFuture
    {
        EventLoop loop = futures[0].Loop;
        TimerHandle timer = timeout is { } limit ? loop.CallAtBare(loop.DeadlineOf(limit), ManyWaiter.End, waiter) : default;
        try
        {
            await waiter.Over;
        }
        finally
        {
            timer.Cancel();
            waiter.Leave();
        }

        return new WaitResult<TFuture>(Array.FindAll(futures, static future => future.IsDone), Array.FindAll(futures, static future => !future.IsDone));
    }
}
