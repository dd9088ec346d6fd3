namespace Sim;

/// <summary>One who waits for a stream: for bytes, for room, or for its end.</summary>
internal class StreamWait(EventLoop loop, string what) : TokenFuture(loop), IExplainedWait
{
    string IExplainedWait.What => what;

    /// <summary>Waits until it is woken.</summary>
    public async ValueTask WaitAsync(CancellationToken token)
    {
        Obey(token);
        try
        {
            await this;
        }
        finally
        {
            Disobey();
        }
    }

    public void Wake() => TrySucceed();

    public void Fail(Exception exception) => TryFail(exception);
}
