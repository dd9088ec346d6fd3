using System.Reflection;
using Microsoft.Win32.SafeHandles;

namespace Sim.Capture;

/// <summary>Tells a mutex from other wait handles: only a mutex can be released as one.</summary>
internal static class MutexHandle
{
    private static readonly Func<SafeWaitHandle, bool> s_release = Find();

    /// <summary>Releases the mutexes among the handles that the calling thread has just taken; false if there are none.</summary>
    public static bool TryGiveBack(nint[] handles, bool all, int answer)
    {
        if (!all)
        {
            return answer < handles.Length && Release(handles[answer]);
        }

        bool any = false;
        foreach (nint handle in handles)
        {
            any |= Release(handle);
        }

        return any;
    }

    private static bool Release(nint handle)
    {
        using var borrowed = new SafeWaitHandle(handle, ownsHandle: false);
        return s_release(borrowed);
    }

    private static Func<SafeWaitHandle, bool> Find()
    {
        Type interop = RuntimeMember.Type("Interop+Kernel32");
        MethodInfo release = interop.GetMethod("ReleaseMutex", BindingFlags.Static | BindingFlags.NonPublic, [typeof(SafeWaitHandle)])
            ?? throw RuntimeMember.Missing("Interop.Kernel32.ReleaseMutex");
        return release.CreateDelegate<Func<SafeWaitHandle, bool>>();
    }
}
