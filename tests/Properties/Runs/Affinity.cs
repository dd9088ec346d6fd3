using System.Runtime.InteropServices;

namespace Sim.Properties.Runs;

/// <summary>Moves the calling thread from processor to processor, and lets it go where it was allowed to on disposal.</summary>
internal sealed partial class Affinity : IDisposable
{
    private const int Words = 16;
    private const int BitsPerWord = 64;

    private readonly ulong[] _allowed = new ulong[Words];
    private readonly int[] _processors;

    public Affinity()
    {
        Require(GetAffinity(0, Words * sizeof(ulong), _allowed) >= 0);
        _processors = [.. Enumerable.Range(0, Words * BitsPerWord).Where(IsAllowed)];
    }

    /// <summary>How many processors there are to move between.</summary>
    public int Count => _processors.Length;

    /// <summary>Moves the calling thread to one of its processors, and returns when it runs there.</summary>
    public void MoveTo(int index)
    {
        int processor = _processors[index % _processors.Length];
        var mask = new ulong[Words];
        mask[processor / BitsPerWord] = 1UL << (processor % BitsPerWord);
        Require(SetAffinity(0, Words * sizeof(ulong), mask) == 0);
    }

    public void Dispose() => Require(SetAffinity(0, Words * sizeof(ulong), _allowed) == 0);

    private static void Require(bool succeeded)
    {
        if (!succeeded)
        {
            throw new InvalidOperationException($"The thread's processor cannot be set: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    private bool IsAllowed(int processor) => (_allowed[processor / BitsPerWord] >> (processor % BitsPerWord) & 1) != 0;

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetAffinity(int thread, nint size, [Out] ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint size, [In] ulong[] mask);
}
