using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>
/// Lets a carrier learn of every blocking wait on it, while <c>await</c> sees no context.
/// </summary>
/// <remarks>
/// The runtime tells a thread's synchronization context before the thread blocks, if the context asked for it. A
/// context of ours would hear it; but under any derived context <c>await</c> posts its continuations instead of running or
/// queueing them as the thread pool does. Only an instance of exactly <see cref="SynchronizationContext"/> is treated
/// as no context at all, and that class has a <c>Wait</c> that cannot be overridden without deriving. So its entry in the
/// method table is pointed here: waits of our carriers go to the world, all others to where they went before. Seen to
/// hold for tiered and untiered callers on .NET 10.0.12; <see cref="TryInstall"/> tries it out and undoes it where it does not.
/// </remarks>
internal static unsafe class WaitHook
{
    private const int VtableOffset = 0x40;

    /// <summary>Virtual methods stand in chunks of eight; Wait is the ninth: four of Object, then Send, Post, OperationStarted, OperationCompleted.</summary>
    private const int WaitChunk = 1;
    private const nint ProbeHandle = 0x51;

    private static bool s_probing;

    /// <summary>A context that <c>await</c> takes for none and whose waits are told to us.</summary>
    public static SynchronizationContext PoolContext { get; } = MakePoolContext();

    /// <summary>What to do with a wait on a carrier; set once, before the hook is installed.</summary>
    public static Func<nint[], bool, int, int>? OnCarrierWait { get; set; }

    /// <summary>Redirects the method, and tells whether a wait on <see cref="PoolContext"/> now arrives here.</summary>
    public static bool TryInstall()
    {
        nint wait = (nint)(delegate*<SynchronizationContext, nint[], bool, int, int>)&Wait;
        nint** chunks = (nint**)(typeof(SynchronizationContext).TypeHandle.Value + VtableOffset);
        nint* slot = chunks[WaitChunk];
        nint before = *slot;
        *slot = wait;
        if (Probe())
        {
            return true;
        }

        *slot = before;
        return false;
    }

    /// <summary>Waits for real, telling nobody. 258 is a timeout.</summary>
    public static int WaitIgnoringContext(nint[] handles, bool all, int milliseconds) =>
        Waiter.WaitForReal(handles, all, milliseconds);

    private static int Wait(SynchronizationContext context, nint[] handles, bool all, int milliseconds)
    {
        if (s_probing && handles is [ProbeHandle])
        {
            return (int)ProbeHandle;
        }

        return Carrier.Current is null
            ? WaitIgnoringContext(handles, all, milliseconds)
            : OnCarrierWait!(handles, all, milliseconds);
    }

    private static bool Probe()
    {
        s_probing = true;
        try
        {
            return PoolContext.Wait([ProbeHandle], waitAll: false, millisecondsTimeout: 0) == (int)ProbeHandle;
        }
        catch (Exception exception) when (exception is SEHException or ArgumentException or WaitHandleCannotBeOpenedException)
        {
            return false;
        }
        finally
        {
            s_probing = false;
        }
    }

    private static SynchronizationContext MakePoolContext()
    {
        var context = new SynchronizationContext();
        RequiresNotification(context) = true;
        return context;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_requireWaitNotification")]
    private static extern ref bool RequiresNotification(SynchronizationContext context);

    private sealed class Waiter : SynchronizationContext
    {
        public static int WaitForReal(nint[] handles, bool all, int milliseconds) => WaitHelper(handles, all, milliseconds);
    }
}
