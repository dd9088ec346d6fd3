namespace Sim;

/// <summary>Operations that wait for their turn, oldest first. Those that were canceled drop out.</summary>
internal sealed class WaitQueue<TWaiter, T>
    where TWaiter : Waiter<T>
{
    private readonly Queue<TWaiter> _waiters = new();

    /// <summary>Whether none waits.</summary>
    public bool IsEmpty => !TryPeek(out _);

    public void Enqueue(TWaiter waiter, CancellationToken token)
    {
        _waiters.Enqueue(waiter);
        waiter.Obey(token);
    }

    /// <summary>The oldest that still waits.</summary>
    public bool TryPeek(out TWaiter waiter)
    {
        while (_waiters.TryPeek(out waiter!))
        {
            if (!waiter.IsCompleted)
            {
                return true;
            }

            _waiters.Dequeue();
        }

        return false;
    }

    /// <summary>Takes out the one that was found.</summary>
    public void Dequeue() => _waiters.Dequeue();

    /// <summary>Fails all, each with an exception of its own.</summary>
    public void FailAll(Func<Exception> makeException)
    {
        while (TryPeek(out TWaiter waiter))
        {
            waiter.Fail(makeException());
        }
    }
}
