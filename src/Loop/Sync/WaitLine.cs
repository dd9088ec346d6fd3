namespace Sim;

/// <summary>
/// Those who wait for the same thing, woken in the order in which they came: what is beneath every primitive. Who was woken stays in the
/// line until its code has gone on, so that nobody who comes meanwhile overtakes it; who was canceled leaves at once.
/// </summary>
/// <remarks>A list linked through its members, of which those already woken come first: adding, waking and leaving take constant time.</remarks>
internal sealed class WaitLine(object owner, string what)
{
    private EventLoop? _loop;
    private Waiter? _first;
    private Waiter? _last;
    private Waiter? _firstPending;

    /// <summary>Whose line it is.</summary>
    public object Owner => owner;

    /// <summary>What is waited for, in words that go on "waits for".</summary>
    public string What => what;

    /// <summary>Whether nobody is in line, woken or not.</summary>
    public bool IsEmpty => _first is null;

    /// <summary>How many are to be woken yet.</summary>
    public int PendingCount { get; private set; }

    /// <summary>Goes to the end of the line.</summary>
    /// <exception cref="InvalidOperationException">No loop runs here, or another one than that on which others waited before.</exception>
    public Waiter Enter(CancellationToken token)
    {
        var waiter = new Waiter(LoopOfLine(), this) { Previous = _last };
        if (_last is null)
        {
            _first = waiter;
        }
        else
        {
            _last.Next = waiter;
        }

        _last = waiter;
        _firstPending ??= waiter;
        PendingCount++;
        if (token.CanBeCanceled)
        {
            waiter.Obey(token);
        }

        return waiter;
    }

    /// <summary>Wakes who has waited longest and is not woken yet.</summary>
    /// <returns>False if there is nobody.</returns>
    public bool WakeNext(int ticket = 0)
    {
        if (_firstPending is not { } waiter)
        {
            return false;
        }

        ThrowIfForeign(waiter.Loop);
        _firstPending = waiter.Next;
        PendingCount--;
        waiter.Wake(ticket);
        return true;
    }

    /// <summary>Wakes the first in line, unless that one is woken already.</summary>
    public void WakeFirst()
    {
        if (ReferenceEquals(_firstPending, _first))
        {
            WakeNext();
        }
    }

    /// <summary>Wakes everybody, each with its place in the line.</summary>
    /// <returns>How many were woken.</returns>
    public int WakeAll()
    {
        int woken = 0;
        while (WakeNext(woken))
        {
            woken++;
        }

        return woken;
    }

    /// <summary>Goes to the end of the line and waits to be woken.</summary>
    public async ValueTask WaitAsync(CancellationToken token)
    {
        Waiter waiter = Enter(token);
        try
        {
            await waiter;
        }
        finally
        {
            waiter.Leave();
        }
    }

    /// <summary>Takes it out of the line, if it is in it.</summary>
    public void Unlink(Waiter waiter)
    {
        if (!waiter.IsInLine)
        {
            return;
        }

        if (waiter.Previous is { } previous)
        {
            previous.Next = waiter.Next;
        }
        else
        {
            _first = waiter.Next;
        }

        if (waiter.Next is { } next)
        {
            next.Previous = waiter.Previous;
        }
        else
        {
            _last = waiter.Previous;
        }

        if (!waiter.IsDone)
        {
            PendingCount--;
        }

        _firstPending = ReferenceEquals(waiter, _firstPending) ? waiter.Next : _firstPending;
        (waiter.IsInLine, waiter.Previous, waiter.Next) = (false, null, null);
    }

    private EventLoop LoopOfLine()
    {
        EventLoop loop = EventLoop.Current;
        _loop ??= loop;
        return ReferenceEquals(loop, _loop) ? loop : throw WrongLoop();
    }

    private void ThrowIfForeign(EventLoop loop)
    {
        if (EventLoop.CurrentOrNull is { } current && !ReferenceEquals(current, loop))
        {
            throw WrongLoop();
        }
    }

    private InvalidOperationException WrongLoop() =>
        new($"This {owner.GetType().Name.Split('`')[0]} belongs to another event loop, on which code waited for it: make one for each loop.");
}
