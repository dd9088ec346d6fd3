namespace Sim;

/// <summary>A future of the loop's own that a token may cancel, besides the task that waits for it.</summary>
internal abstract class TokenFuture(EventLoop loop) : LoopFuture(loop), IContinuation
{
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private bool _isCanceledByToken;

    Delegate? IContinuation.Continuation => FirstContinuation;

    /// <summary>Lets a token cancel it from now on.</summary>
    public void Obey(CancellationToken token)
    {
        if (token.CanBeCanceled)
        {
            _token = token;
            _registration = token.UnsafeRegister(static future => ((TokenFuture)future!).CancelByToken(), this);
        }
    }

    /// <summary>The token has no say any more.</summary>
    protected void Disobey() => _registration.Unregister();

    internal override OperationCanceledException NewCanceledException() =>
        _isCanceledByToken ? new OperationCanceledException(_token) : base.NewCanceledException();

    /// <summary>Tokens are canceled on any thread.</summary>
    private void CancelByToken()
    {
        if (ReferenceEquals(EventLoop.CurrentOrNull, Loop))
        {
            CancelHere();
        }
        else
        {
            CancelFromOutside();
        }
    }

    private void CancelFromOutside()
    {
        try
        {
            Loop.CallSoonThreadSafe(CancelHere);
        }
        catch (ObjectDisposedException)
        {
            // The loop is closed, and nobody waits on it any more.
        }
    }

    private void CancelHere() => _isCanceledByToken = Cancel();
}
