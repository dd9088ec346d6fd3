using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>The signals that a thread holds off, as they were when it began.</summary>
/// <remarks>
/// On Unix the runtime stops a thread in managed code by a signal, and an abort is thrown from within that signal's handler (seen
/// on .NET 10.0.12). The kernel holds the signal off while its handler runs, and as the handler never returns, the thread goes on
/// without it: no later abort arrives there, and no garbage collection can stop it where it spins. Every thread that it makes
/// inherits that, the next carrier among them. So the mask is put back as soon as the abort is thrown.
/// </remarks>
internal sealed unsafe class SignalMask
{
    /// <summary>The size of a set of signals on Linux; elsewhere it is smaller.</summary>
    private const int Bytes = 128;

    private static readonly int s_replace = OperatingSystem.IsLinux() ? 2 : 3;

    private readonly byte[] _signals = new byte[Bytes];

    private SignalMask()
    {
    }

    /// <summary>The mask of the calling thread.</summary>
    public static SignalMask Save()
    {
        var mask = new SignalMask();
        fixed (byte* signals = mask._signals)
        {
            Change(null, signals);
        }

        return mask;
    }

    /// <summary>Makes this the mask of the calling thread again.</summary>
    public void Restore()
    {
        fixed (byte* signals = _signals)
        {
            Change(signals, null);
        }
    }

    private static void Change(byte* next, byte* before)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = ThreadMask(s_replace, next, before);
        }
    }

    // Called in the midst of an abort, where a return from native code could throw that abort once more.
    [SuppressGCTransition]
    [DllImport("libc", EntryPoint = "pthread_sigmask")]
    private static extern int ThreadMask(int how, byte* next, byte* before);
}
