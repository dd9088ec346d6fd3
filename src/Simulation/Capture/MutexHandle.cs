using System.Reflection;
using Microsoft.Win32.SafeHandles;

namespace Sim.Capture;

/// <summary>
/// Tells a mutex from other wait handles: only a mutex can be released as one. Where one was taken on behalf of another thread,
/// everything that the wait took is given back, and the other thread takes it itself.
/// </summary>
internal static class MutexHandle
{
    private delegate bool ReleaseSemaphore(SafeWaitHandle handle, int count, out int before);

    private static readonly Func<SafeWaitHandle, bool> s_releaseMutex = Find<Func<SafeWaitHandle, bool>>("ReleaseMutex", typeof(SafeWaitHandle));
    private static readonly Func<SafeWaitHandle, bool> s_setEvent = Find<Func<SafeWaitHandle, bool>>("SetEvent", typeof(SafeWaitHandle));
    private static readonly ReleaseSemaphore s_releaseSemaphore =
        Find<ReleaseSemaphore>("ReleaseSemaphore", typeof(SafeWaitHandle), typeof(int), typeof(int).MakeByRefType());

    /// <summary>Gives back what the calling thread has just taken, if a mutex is among it; false if there is none.</summary>
    public static bool TryGiveBack(nint[] handles, bool all, int answer)
    {
        if (!all)
        {
            return answer < handles.Length && Use(handles[answer], s_releaseMutex);
        }

        nint[] others = [.. handles.Where(static handle => !Use(handle, s_releaseMutex))];
        if (others.Length == handles.Length)
        {
            return false;
        }

        foreach (nint other in others)
        {
            _ = Use(other, s_setEvent) || Use(other, static handle => s_releaseSemaphore(handle, 1, out _));
        }

        return true;
    }

    private static bool Use(nint handle, Func<SafeWaitHandle, bool> action)
    {
        using var borrowed = new SafeWaitHandle(handle, ownsHandle: false);
        return action(borrowed);
    }

    private static T Find<T>(string name, params Type[] parameters)
        where T : Delegate =>
        RuntimeMember.Type("Interop+Kernel32").GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic, parameters)?.CreateDelegate<T>()
        ?? throw RuntimeMember.Missing($"Interop.Kernel32.{name}");
}
