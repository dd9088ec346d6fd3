using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>The machine code behind <see cref="ClockHook"/>: a page of instructions and a page of cells that they read.</summary>
internal sealed unsafe class ClockCode
{
    public const int Realtime = 0;
    public const int Monotonic = 1;
    public const int MonotonicCoarse = 6;

    private const int Clocks = 7;
    private const int VirtualClocks = (1 << Realtime) | (1 << Monotonic) | (1 << MonotonicCoarse);
    private const int Page = 4096;
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int PrivateAnonymous = 0x22;
    private const byte JumpIfNotEqual = 0x75;
    private const byte JumpIfAbove = 0x77;
    private const byte JumpIfNoCarry = 0x73;

    /// <summary>mov rax, fs:[16]: the address of the thread's control block, which no two threads share.</summary>
    private static readonly byte[] s_loadThread = [0x64, 0x48, 0x8B, 0x04, 0x25, 0x10, 0, 0, 0];

    private readonly byte* _code;
    private readonly long* _cells;
    private readonly delegate* unmanaged<long> _threadSelf;
    private int _length;

    private ClockCode(byte* pages, nint original)
    {
        _code = pages;
        _cells = (long*)(pages + Page);
        _threadSelf = (delegate* unmanaged<long>)_code;
        Emit(s_loadThread);
        Emit(0xC3); // ret
        int real = EmitJumpTo(original);
        GetTime = (nint)(_code + _length);
        EmitGetTime(real);
    }

    /// <summary>What to call instead of clock_gettime.</summary>
    public nint GetTime { get; }

    /// <summary>A number that tells the calling thread apart.</summary>
    public long ThreadSelf => _threadSelf();

    /// <summary>The thread whose clocks are virtual, or 0.</summary>
    public long Thread
    {
        set => *_cells = value;
    }

    /// <summary>Null where the operating system allows no instructions of ours.</summary>
    public static ClockCode? TryMake(nint original)
    {
        nint pages = MemoryMap(0, 2 * Page, Read | Write, PrivateAnonymous, -1, 0);
        if (pages == -1)
        {
            return null;
        }

        var code = new ClockCode((byte*)pages, original);
        return Protect(pages, Page, Read | Execute) == 0 ? code : null;
    }

    /// <summary>Lets a variable of a library be written. It stays so: whether it was so before is not known.</summary>
    public static bool TryMakeWritable(nint address) => Protect(address & ~(nint)(Page - 1), Page, Read | Write) == 0;

    /// <summary>What a clock tells on the thread of a step.</summary>
    public void Set(int clock, long seconds, long nanoseconds)
    {
        long* time = TimeOf(clock);
        time[0] = seconds;
        time[1] = nanoseconds;
    }

    private long* TimeOf(int clock) => _cells + 2 + (2 * clock);

    private int EmitJumpTo(nint function)
    {
        int start = _length;
        Emit(0x48, 0xB8); // mov rax, function
        Emit(BitConverter.GetBytes(function));
        Emit(0xFF, 0xE0); // jmp rax
        return start;
    }

    /// <summary>edi holds the clock, rsi the address of the answer.</summary>
    private void EmitGetTime(int real)
    {
        Emit(s_loadThread);
        Emit(0x48, 0x3B, 0x05); // cmp rax, [thread]
        EmitDistanceTo(_cells);
        EmitJump(JumpIfNotEqual, real);
        Emit(0x83, 0xFF, Clocks - 1); // cmp edi, the last clock
        EmitJump(JumpIfAbove, real);
        Emit(0xB8, VirtualClocks, 0, 0, 0, 0x0F, 0xA3, 0xF8); // mov eax, clocks; bt eax, edi
        EmitJump(JumpIfNoCarry, real);
        Emit(0x89, 0xF8, 0xC1, 0xE0, 0x04, 0x48, 0x8D, 0x0D); // mov eax, edi; shl eax, 4; lea rcx, [times]
        EmitDistanceTo(TimeOf(0));
        Emit(0x48, 0x8B, 0x14, 0x01, 0x48, 0x8B, 0x4C, 0x01, 0x08); // mov rdx, [rcx + rax]; mov rcx, [rcx + rax + 8]
        Emit(0x48, 0x89, 0x16, 0x48, 0x89, 0x4E, 0x08, 0x31, 0xC0, 0xC3); // mov [rsi], rdx; mov [rsi + 8], rcx; xor eax, eax; ret
    }

    private void EmitJump(byte condition, int target) => Emit(condition, unchecked((byte)(target - (_length + 2))));

    private void EmitDistanceTo(long* cell) =>
        Emit(BitConverter.GetBytes((int)((byte*)cell - (_code + _length + sizeof(int)))));

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
