namespace Sim.Capture;

/// <summary>A step that blocks: on what, until when, and on which carrier.</summary>
internal sealed class BlockedWait(Carrier carrier, nint[] handles, bool all, int step)
{
    /// <summary>What the operating system answers when none of the handles is signaled.</summary>
    public const int TimedOut = 258;

    public Carrier Carrier { get; } = carrier;

    public nint[] Handles { get; } = handles;

    public bool All { get; } = all;

    /// <summary>The step that blocks.</summary>
    public int Step { get; } = step;

    /// <summary>Where it blocks; taken only for a deadlock report.</summary>
    public string? Stack { get; set; }

    /// <summary>The answer of the wait, once there is one.</summary>
    public int Result { get; set; } = TimedOut;

    /// <summary>Whether the step is in the ready set, or resumed already.</summary>
    public bool IsDue { get; set; }

    /// <summary>Whether the wait ended by a signal; a mutex still has to be taken by the blocked thread itself.</summary>
    public bool TookSignal { get; set; }

    /// <summary>Whether the world ends and the step is to unwind.</summary>
    public bool IsUnwinding { get; set; }

    /// <summary>The deadline of a wait with a timeout.</summary>
    public TimerHandle Timeout { get; set; }

    /// <summary>
    /// Looks without waiting. A signal is taken on behalf of the blocked thread, which is right for events and semaphores.
    /// A mutex would then belong to the wrong thread: it is given back, and the thread takes it itself on resuming.
    /// </summary>
    public bool Poll()
    {
        int answer = WaitHook.WaitIgnoringContext(Handles, All, 0);
        if (answer == TimedOut)
        {
            return false;
        }

        Result = MutexHandle.TryGiveBack(Handles, All, answer) ? TimedOut : answer;
        return true;
    }
}
