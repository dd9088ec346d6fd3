using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>The machine code behind <see cref="ClockHook"/>: a page of instructions and a page of cells that they read.</summary>
internal sealed unsafe class ClockCode
{
    public const int Realtime = 0;
    public const int Monotonic = 1;
    public const int MonotonicCoarse = 6;

    private const int Page = 4096;
    private const int Step = 1 << 16;
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int PrivateAnonymousNoReplace = 0x100022;
    private const byte JumpRelative = 0xE9;

    /// <summary>mov rax, fs:[16]: the address of the thread's control block, which no two threads share.</summary>
    private static readonly byte[] s_loadThread = [0x64, 0x48, 0x8B, 0x04, 0x25, 0x10, 0, 0, 0];

    private static delegate* unmanaged<long> s_threadSelf;

    private readonly byte* _code;
    private readonly nint _clockGetTime;
    private int _length;

    private ClockCode(byte* pages)
    {
        _code = pages;
        Cells = (long*)(pages + Page);
        _clockGetTime = NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "clock_gettime");
        s_threadSelf = (delegate* unmanaged<long>)(_code + _length);
        Emit(s_loadThread);
        Emit(0xC3);
    }

    /// <summary>The memory that the instructions answer from; the first cell holds the thread that runs a step.</summary>
    public long* Cells { get; }

    /// <summary>The calling thread, as the first cell names threads.</summary>
    public static long ThreadSelf() => s_threadSelf();

    /// <summary>Gets two pages within reach of a 32-bit jump from <paramref name="nearby"/>.</summary>
    public static bool TryAllocate(nint nearby, out ClockCode code)
    {
        nint start = nearby & ~(nint)(Step - 1);
        for (nint distance = Step; distance < 1 << 30; distance += Step)
        {
            if (TryAllocateAt(start + distance, nearby, out code) || TryAllocateAt(start - distance, nearby, out code))
            {
                return true;
            }
        }

        code = null!;
        return false;
    }

    /// <summary>Makes a function answer from a cell on the thread that runs a step, and from the clock elsewhere.</summary>
    public bool TryRedirect(nint function, int cell, int clock, ClockUnit unit)
    {
        byte* target = _code + _length;
        EmitFunction(cell, clock, unit);
        long before = ((delegate* unmanaged<long>)function)();
        long here = ((delegate* unmanaged<long>)target)();
        return function % sizeof(long) == 0 && AreClose(before, here, unit) && TryPatch(function, target);
    }

    private static bool TryAllocateAt(nint address, nint nearby, out ClockCode code)
    {
        nint pages = MemoryMap(address, 2 * Page, Read | Write, PrivateAnonymousNoReplace, -1, 0);

        // A kernel that knows no MAP_FIXED_NOREPLACE takes the address for a hint and may answer with another.
        bool isNear = pages > 0 && Math.Abs(pages - nearby) < 1 << 30;
        code = isNear ? new ClockCode((byte*)pages) : null!;
        return isNear && Protect(pages, Page, Read | Write | Execute) == 0;
    }

    private static bool AreClose(long before, long here, ClockUnit unit) => here >= before && here - before < unit switch
    {
        ClockUnit.Nanoseconds => 1_000_000_000,
        ClockUnit.Milliseconds => 1_000,
        _ => TimeSpan.TicksPerSecond,
    };

    private static bool TryPatch(nint function, byte* target)
    {
        nint page = function & ~(nint)(Page - 1);
        if (Protect(page, 2 * Page, Read | Write | Execute) != 0)
        {
            return false;
        }

        byte* bytes = stackalloc byte[sizeof(long)];
        *(long*)bytes = *(long*)function;
        bytes[0] = JumpRelative;
        *(int*)(bytes + 1) = (int)(target - ((byte*)function + 5));
        Volatile.Write(ref *(long*)function, *(long*)bytes);
        return Protect(page, 2 * Page, Read | Execute) == 0;
    }

    private void EmitFunction(int cell, int clock, ClockUnit unit)
    {
        Emit(s_loadThread);
        Emit(0x48, 0x3B, 0x05); // cmp rax, [rip + thread]
        EmitDistanceTo(0);
        Emit(0x75, 0x08); // jne over the next two
        Emit(0x48, 0x8B, 0x05); // mov rax, [rip + cell]
        EmitDistanceTo(cell);
        Emit(0xC3); // ret
        Emit(0x48, 0x83, 0xEC, 0x18, 0xBF); // sub rsp, 24; mov edi, clock
        EmitInt32(clock);
        Emit(0x48, 0x89, 0xE6, 0x48, 0xB8); // mov rsi, rsp; mov rax, clock_gettime
        EmitInt64(_clockGetTime);
        Emit(0xFF, 0xD0, 0x48, 0x8B, 0x04, 0x24, 0x48, 0x8B, 0x4C, 0x24, 0x08); // call rax; mov rax, [rsp]; mov rcx, [rsp + 8]
        EmitScaling(unit);
        Emit(0x48, 0x83, 0xC4, 0x18, 0xC3); // add rsp, 24; ret
    }

    /// <summary>rax holds seconds and rcx nanoseconds; the answer goes to rax.</summary>
    private void EmitScaling(ClockUnit unit)
    {
        (int perSecond, int nanosecondsEach) = unit switch
        {
            ClockUnit.Nanoseconds => (1_000_000_000, 1),
            ClockUnit.Milliseconds => (1_000, 1_000_000),
            _ => (10_000_000, 100),
        };
        Emit(0x48, 0x69, 0xC0); // imul rax, rax, perSecond
        EmitInt32(perSecond);
        Emit(0x49, 0x89, 0xC0, 0x48, 0x89, 0xC8, 0x31, 0xD2, 0xB9); // mov r8, rax; mov rax, rcx; xor edx, edx; mov ecx, each
        EmitInt32(nanosecondsEach);
        Emit(0x48, 0xF7, 0xF1, 0x4C, 0x01, 0xC0); // div rcx; add rax, r8
    }

    private void EmitDistanceTo(int cell) => EmitInt32((int)((byte*)(Cells + cell) - (_code + _length + sizeof(int))));

    private void EmitInt32(int value) => Emit(BitConverter.GetBytes(value));

    private void EmitInt64(long value) => Emit(BitConverter.GetBytes(value));

    private void Emit(params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(_code + _length, bytes.Length));
        _length += bytes.Length;
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint MemoryMap(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nint length, int protection);
}
