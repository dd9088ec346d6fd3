namespace Sim;

/// <content>Cancellation as asyncio counts it: each request is an edge that reaches the await point once.</content>
public partial class LoopTask
{
    private readonly HotCancellation? _hot;
    private FutureWait? _wait;
    private List<FutureWait>? _moreWaits;
    private CancellationTokenSource? _tokenSource;
    private string? _reason;
    private bool _mustCancel;
    private bool _tokenTaken;

    /// <summary>How many requests to cancel it are not taken back by <see cref="Uncancel"/>.</summary>
    public int CancellationRequests { get; private set; }

    /// <summary>
    /// Mirrors the requests as a token, for code that knows tokens only: canceled in the tick after <see cref="Cancel"/>, and
    /// another one once <see cref="Uncancel"/> has taken the last request back.
    /// </summary>
    /// <remarks>
    /// A request that comes while the task awaits something that is not of this loop reaches it through the token alone, if it was asked for since
    /// the last await of the loop's own; else it reaches the next await of the loop's own as well.
    /// </remarks>
    public CancellationToken CancellationToken
    {
        get
        {
            _tokenTaken = true;
            _tokenSource ??= NewTokenSource();
            return _tokenSource.Token;
        }
    }

    /// <summary>
    /// Requests that it be canceled: what it awaits is canceled, and an OperationCanceledException thrown at that await; its code
    /// may catch it and go on. One that has not started never runs. One that is awaiting nothing gets it at its next await.
    /// </summary>
    /// <param name="reason">The message of the exception.</param>
    /// <returns>False if it is done already. True does not mean that it will end canceled.</returns>
    public override bool Cancel(string? reason = null)
    {
        if (IsDone)
        {
            MarkFaultSeen();
            return false;
        }

        CancellationRequests++;
        _reason = reason;
        if (_hot is not null)
        {
            CancelHot(_hot);
            return true;
        }

        MirrorRequest();
        if (!CancelWaits(reason) && !(_tokenTaken && IsAwaitingForeign))
        {
            _mustCancel = true;
        }

        return true;
    }

    /// <summary>Takes one request back; with the last one, a request that has not reached the task yet is void.</summary>
    /// <returns>How many remain.</returns>
    public int Uncancel()
    {
        if (CancellationRequests > 0)
        {
            CancellationRequests--;
        }

        if (CancellationRequests == 0)
        {
            _mustCancel = false;
            _tokenSource = _tokenSource is { IsCancellationRequested: true } ? null : _tokenSource;
        }

        return CancellationRequests;
    }

    /// <summary>Whether a request has not reached its code yet.</summary>
    internal bool HasPendingRequest => _mustCancel;

    /// <summary>What it waits for on its loop now; empty while it runs, or waits for something else.</summary>
    internal IEnumerable<LoopFuture> Awaited
    {
        get
        {
            if (_wait?.Future is { } first)
            {
                yield return first;
            }

            foreach (FutureWait wait in _moreWaits ?? [])
            {
                yield return wait.Future!;
            }
        }
    }

    /// <summary>The code that goes on when what it waits for is done; null where it waits for nothing on its loop.</summary>
    internal Delegate? Innermost => _wait?.Continuation ?? (_moreWaits is [{ } first, ..] ? first.Continuation : null);

    private bool IsAwaitingForeign => _running is not null && !ReferenceEquals(Current, this);

    /// <summary>Code of this task waits for a future.</summary>
    internal void WaitFor(LoopFuture future, Action continuation)
    {
        FreeWait().Begin(future, continuation);
        if (_mustCancel && future.Cancel(_reason))
        {
            _mustCancel = false;
        }
    }

    /// <summary>What code of this task waited for is done.</summary>
    internal void Resume(FutureWait wait, LoopFuture future, Action continuation)
    {
        _tokenTaken = false;
        if (!ReferenceEquals(wait, _wait))
        {
            _moreWaits!.Remove(wait);
        }

        if (!_mustCancel)
        {
            continuation();
            return;
        }

        _mustCancel = false;
        future.MarkFaultSeen();
        Loop.Interrupt = Canceled.NewException(_reason);
        continuation();
        Loop.Interrupt = null;
    }

    private void CancelHot(HotCancellation hot)
    {
        if (hot.CanCancel)
        {
            Loop.CallSoonBare(static hot => ((HotCancellation)hot!).Cancel(), hot);
        }
        else
        {
            EndCanceled();
        }
    }

    private FutureWait FreeWait()
    {
        _wait ??= new FutureWait(this);
        if (_wait.Future is null)
        {
            return _wait;
        }

        var another = new FutureWait(this);
        (_moreWaits ??= []).Add(another);
        return another;
    }

    private bool CancelWaits(string? reason)
    {
        bool canceled = _wait?.Future?.Cancel(reason) ?? false;
        if (_moreWaits is not null)
        {
            foreach (FutureWait wait in _moreWaits)
            {
                canceled |= wait.Future!.Cancel(reason);
            }
        }

        return canceled;
    }

    private void MirrorRequest()
    {
        if (_tokenSource is { IsCancellationRequested: false } source)
        {
            Loop.CallSoonBare(static source => ((CancellationTokenSource)source!).Cancel(), source);
        }
    }

    private CancellationTokenSource NewTokenSource()
    {
        var source = new CancellationTokenSource();
        if (CancellationRequests > 0)
        {
            source.Cancel();
        }

        return source;
    }
}
