using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>
/// Makes random bytes inside simulated steps the run's: <c>Guid.NewGuid</c>, <c>RandomNumberGenerator</c>, <c>new Random()</c>.
/// Everywhere else they come from the operating system, as before.
/// </summary>
/// <remarks>
/// <para>
/// They all end in one of three small native functions (seen on .NET 10.0.12). Each is redirected by a jump over its beginning to
/// instructions of ours (<see cref="RandomCode"/>), which compare the calling thread with the one that runs a step. They go
/// by the thread that <see cref="ClockHook"/> tells: x64 Linux only.
/// </para>
/// <para>
/// Each step has bytes of its own, derived from the seed and the step's number, and so has each function. What a static
/// constructor draws in a cold process, and no more in a warm one, shifts nothing beyond its step.
/// </para>
/// </remarks>
internal static unsafe class RandomHook
{
    private const string Native = "libSystem.Native";
    private const string OpenSsl = "libSystem.Security.Cryptography.Native.OpenSsl";

    private static RandomCode? s_code;
    private static ulong s_seed;

    /// <summary>The cell that holds the thread that runs a step, or 0; null where nothing is redirected.</summary>
    public static long* ThreadCell => s_code is { } code ? code.ThreadCell : null;

    /// <summary>Redirects the functions, once; false where that cannot be done.</summary>
    public static bool TryInstall()
    {
        if (s_code is null && ClockHook.CurrentThread != 0 && RandomCode.TryMake() is { } code)
        {
            // The process's seed of HashCode is drawn at its first use: not by a step.
            RuntimeHelpers.RunClassConstructor(typeof(HashCode).TypeHandle);
            bool done = TryRedirect(code.Secure, Native, "SystemNative_GetCryptographicallySecureRandomBytes")
                && TryRedirect(code.Fast, Native, "SystemNative_GetNonCryptographicallySecureRandomBytes")
                && TryRedirect(code.OpenSsl, OpenSsl, "CryptoNative_GetRandomBytes");
            s_code = done ? code : null;
        }

        return s_code is not null;
    }

    /// <summary>A run begins.</summary>
    public static void Begin(ulong seed) => s_seed = seed;

    /// <summary>A step begins on this thread, or goes on after it blocked; 0 when it ends.</summary>
    public static void Enter(long thread, int step)
    {
        if (s_code is { } code)
        {
            code.Enter(thread, thread == 0 ? 0 : RandomSource.Derive(s_seed, (ulong)step + 1));
        }
    }

    /// <summary>Within a step: random bytes are the operating system's until <see cref="Resume"/>.</summary>
    public static void Pause() => Resume(0);

    /// <summary>The step goes on where it was, on this thread.</summary>
    public static void Resume(long thread)
    {
        if (s_code is { } code)
        {
            *code.ThreadCell = thread;
        }
    }

    /// <summary>The OpenSSL wrapper is otherwise loaded when first used; loading it does not load OpenSSL itself.</summary>
    private static bool TryRedirect(RandomFill fill, string library, string function) =>
        NativeLibrary.TryLoad(library, typeof(object).Assembly, null, out nint loaded)
        && NativeLibrary.TryGetExport(loaded, function, out nint address)
        && fill.TryReplace(address);
}
