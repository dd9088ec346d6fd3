namespace Sim;

/// <summary>One who waits in a <see cref="WaitLine"/>. It succeeds when it is woken; canceled, it leaves the line at once.</summary>
internal sealed class Waiter(EventLoop loop, WaitLine line) : LoopFuture(loop), IContinuation, IExplainedWait
{
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private bool _isCanceledByToken;

    /// <summary>Whether it has not left yet.</summary>
    public bool IsInLine { get; set; } = true;

    public Waiter? Previous { get; set; }

    public Waiter? Next { get; set; }

    /// <summary>Which of those woken together it is, from 0 on.</summary>
    public int Ticket { get; set; }

    Delegate? IContinuation.Continuation => FirstContinuation;

    string IExplainedWait.What => line.What;

    LoopTask? IExplainedWait.Holder => (line.Owner as AsyncLock)?.Holder;

    /// <summary>Lets a token cancel it from now on.</summary>
    public void Obey(CancellationToken token)
    {
        _token = token;
        _registration = token.UnsafeRegister(static waiter => ((Waiter)waiter!).CancelByToken(), this);
    }

    public void Wake(int ticket)
    {
        Ticket = ticket;
        TrySucceed();
    }

    /// <summary>It waits no longer, whatever the reason.</summary>
    public void Leave()
    {
        line.Unlink(this);
        _registration.Unregister();
    }

    public override bool Cancel(string? reason = null)
    {
        if (IsDone)
        {
            return false;
        }

        line.Unlink(this);
        return base.Cancel(reason);
    }

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
