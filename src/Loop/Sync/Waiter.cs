namespace Sim;

/// <summary>One who waits in a <see cref="WaitLine"/>. It succeeds when it is woken; canceled, it leaves the line at once.</summary>
internal sealed class Waiter(EventLoop loop, WaitLine line) : TokenFuture(loop), IExplainedWait
{
    /// <summary>Whether it has not left yet.</summary>
    public bool IsInLine { get; set; } = true;

    public Waiter? Previous { get; set; }

    public Waiter? Next { get; set; }

    /// <summary>Which of those woken together it is, from 0 on.</summary>
    public int Ticket { get; set; }

    string IExplainedWait.What => line.What;

    LoopTask? IExplainedWait.Holder => (line.Owner as AsyncLock)?.Holder;

    public void Wake(int ticket)
    {
        Ticket = ticket;
        TrySucceed();
    }

    /// <summary>It waits no longer, whatever the reason.</summary>
    public void Leave()
    {
        line.Unlink(this);
        Disobey();
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
}
