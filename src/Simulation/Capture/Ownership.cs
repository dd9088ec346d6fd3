namespace Sim.Capture;

/// <summary>
/// Which run and which of its hosts a step belongs to: it flows with the execution context, so that what a retired run left
/// behind is known when it turns up in the next, and so that code of a run that wakes on a foreign thread is noticed at once.
/// </summary>
internal static class Ownership
{
    private static readonly AsyncLocal<HostOwner?> s_owner = new(OnChanged);

    /// <summary>What is captured where a thread has no context: a thread never wears it, and reading a value in it fails.</summary>
    private static readonly ExecutionContext s_default = CaptureDefault();

    /// <summary>The host whose code the calling thread runs, or null outside of every run.</summary>
    public static HostOwner? Current => s_owner.Value;

    /// <summary>Makes the context in which every step of a host starts.</summary>
    public static ExecutionContext MakeContext(Thread thread, HostOwner owner)
    {
        ref ExecutionContext? context = ref TaskInternals.ExecutionContextOf(thread);
        context = null;
        s_owner.Value = owner;
        ExecutionContext made = ExecutionContext.Capture()!;
        context = null;
        return made;
    }

    /// <summary>The host that a context belongs to. Looks by wearing it for a moment; nobody is told.</summary>
    public static HostOwner? Of(Thread current, ExecutionContext context)
    {
        if (ReferenceEquals(context, s_default))
        {
            return null;
        }

        ref ExecutionContext? worn = ref TaskInternals.ExecutionContextOf(current);
        ExecutionContext? before = worn;
        worn = context;
        HostOwner? owner = s_owner.Value;
        worn = before;
        return owner;
    }

    private static ExecutionContext CaptureDefault()
    {
        ref ExecutionContext? worn = ref TaskInternals.ExecutionContextOf(Thread.CurrentThread);
        ExecutionContext? before = worn;
        worn = null;
        ExecutionContext made = ExecutionContext.Capture()!;
        worn = before;
        return made;
    }

    private static void OnChanged(AsyncLocalValueChangedArgs<HostOwner?> change)
    {
        if (!change.ThreadContextChanged || change.CurrentValue is not { } owner)
        {
            return;
        }

        if (Carrier.Current is null)
        {
            // The finalizer of a timer that a crash left behind resumes dead code whenever there is a collection: the process is gone, and nobody is told.
            if (!owner.IsRetired)
            {
                owner.Run.ReachedForeignThread();
            }
        }
        else if (owner.Run.IsRetired)
        {
            owner.Run.RanLate();
        }
        else if (owner.IsRetired)
        {
            Session.CurrentWorld?.NoteDeadCode(owner);
        }
    }
}
