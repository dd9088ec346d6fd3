using System.Collections;

namespace Sim;

/// <summary>
/// Futures in the order in which they are done. <c>await foreach</c> gives the futures themselves, each done; <c>foreach</c> gives for each
/// one that is to come something to await, whose first await takes the next: <c>await await next</c> is its result.
/// </summary>
/// <remarks>It is gone through once; both ways take from the same rest.</remarks>
/// <typeparam name="TFuture">What was given.</typeparam>
public sealed class CompletionOrder<TFuture> : IAsyncEnumerable<TFuture>, IEnumerable<LoopFuture<TFuture>>
    where TFuture : LoopFuture
{
    private static readonly Action<object?> s_expire = static order => ((CompletionOrder<TFuture>)order!).Expire();

    private readonly LinkedList<TFuture> _done = new();
    private readonly Queue<NextFuture> _takers = new();
    private readonly TimerHandle _timer;
    private readonly EventLoop _loop;
    private readonly TFuture[] _futures;
    private readonly TimeSpan? _timeout;
    private int _pending;
    private int _left;
    private bool _isExpired;

    internal CompletionOrder(TFuture[] futures, TimeSpan? timeout)
    {
        _futures = futures;
        _timeout = timeout;
        _loop = Futures.LoopOf(futures);
        (_pending, _left) = (futures.Length, futures.Length);
        foreach (TFuture future in futures)
        {
            future.AddWaiter(new Waiter(this, future));
        }

        if (_pending > 0 && timeout is { } time)
        {
            _timer = _loop.CallAtBare(_loop.DeadlineOf(time), s_expire, this);
        }
    }

    /// <summary>Goes through those that are left; each is awaited where it is asked for.</summary>
    /// <exception cref="TimeoutException">The time was over before the next was done.</exception>
    public async IAsyncEnumerator<TFuture> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (_left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _left--;
            var next = new NextFuture(this);
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static next => ((NextFuture)next!).CancelThreadSafe(), next);
            yield return await Take(next);
        }
    }

    /// <summary>Goes through those that are left, without waiting.</summary>
    public IEnumerator<LoopFuture<TFuture>> GetEnumerator()
    {
        while (_left > 0)
        {
            _left--;
            yield return new NextFuture(this);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A task that is canceled while it waits leaves what was meant for it to whoever asks next.</summary>
    private async Task<TFuture> Take(NextFuture next)
    {
        try
        {
            return await next;
        }
        catch (OperationCanceledException)
        {
            _left++;
            if (next.IsSuccessful)
            {
                _done.AddFirst(next.Result);
            }

            throw;
        }
    }

    private void Complete(TFuture future)
    {
        if (_isExpired)
        {
            return;
        }

        if (--_pending == 0)
        {
            _timer.Cancel();
        }

        _done.AddLast(future);
        while (_done.Count > 0 && _takers.TryDequeue(out NextFuture? taker))
        {
            taker.TryTake();
        }
    }

    private void Expire()
    {
        _isExpired = true;
        while (_takers.TryDequeue(out NextFuture? taker))
        {
            taker.TryTake();
        }
    }

    private TimeoutException NewTimeout() => new($"{_pending} of {_futures.Length} futures were not done after {_timeout}; they go on.");

    private sealed class Waiter(CompletionOrder<TFuture> order, TFuture future) : FutureWaiter
    {
        public override Delegate? Continuation => order._takers.TryPeek(out NextFuture? taker) ? taker.FirstContinuation : null;

        protected override void OnDone() => order.Complete(future);
    }

    /// <summary>Takes the next that is done when it is first awaited.</summary>
    private sealed class NextFuture(CompletionOrder<TFuture> order) : LoopFuture<TFuture>(order._loop), IExplainedWait
    {
        private bool _isTaking;

        public string What => $"the next of {order._futures.Length} futures";

        public IEnumerable<LoopFuture> Parts => order._futures.Where(static future => !future.IsDone);

        /// <summary>Takes what is there.</summary>
        public void TryTake()
        {
            if (IsDone)
            {
                // It was canceled while it waited.
                return;
            }

            if (order._done.First is { } first)
            {
                order._done.RemoveFirst();
                TrySetResult(first.Value);
            }
            else if (order._isExpired)
            {
                TrySetException(order.NewTimeout());
            }
        }

        public void CancelThreadSafe() => Loop.CallSoonThreadSafe(() => Cancel());

        internal override void ThrowIfNotAwaitable()
        {
            base.ThrowIfNotAwaitable();
            BeginTaking();
        }

        internal override void AddWaiter(FutureWaiter waiter)
        {
            BeginTaking();
            base.AddWaiter(waiter);
        }

        private void BeginTaking()
        {
            if (_isTaking)
            {
                return;
            }

            _isTaking = true;
            TryTake();
            if (!IsDone)
            {
                order._takers.Enqueue(this);
            }
        }
    }
}
