namespace Sim.Capture;

/// <summary>The machine code behind <see cref="ClockHook"/>: how it tells a thread apart and answers for a clock.</summary>
internal sealed unsafe class ClockCode
{
    public const int Realtime = 0;
    public const int Monotonic = 1;
    public const int MonotonicCoarse = 6;

    private const int Clocks = 7;
    private const int VirtualClocks = (1 << Realtime) | (1 << Monotonic) | (1 << MonotonicCoarse);
    private const byte JumpIfNotEqual = 0x75;
    private const byte JumpIfAbove = 0x77;
    private const byte JumpIfNoCarry = 0x73;

    /// <summary>mov rax, fs:[16]: the address of the thread's control block, which no two threads share.</summary>
    private static readonly byte[] s_loadThread = [0x64, 0x48, 0x8B, 0x04, 0x25, 0x10, 0, 0, 0];

    private readonly MachineCode _code;
    private readonly delegate* unmanaged<long> _threadSelf;

    private ClockCode(MachineCode code, nint original)
    {
        _code = code;
        _threadSelf = (delegate* unmanaged<long>)code.Here;
        code.Emit(s_loadThread);
        code.Emit(0xC3); // ret
        nint real = EmitJumpTo(original);
        GetTime = code.Here;
        EmitGetTime(real);
    }

    /// <summary>What to call instead of clock_gettime.</summary>
    public nint GetTime { get; }

    /// <summary>A number that tells the calling thread apart.</summary>
    public long ThreadSelf => _threadSelf();

    /// <summary>The thread whose clocks are virtual, or 0.</summary>
    public long Thread
    {
        set => *_code.Cells = value;
    }

    /// <summary>Null where the operating system allows no instructions of ours.</summary>
    public static ClockCode? TryMake(nint original) =>
        MachineCode.TryMake() is { } code && new ClockCode(code, original) is var made && code.TrySeal() ? made : null;

    /// <summary>What a clock tells on the thread of a step.</summary>
    public void Set(int clock, long seconds, long nanoseconds)
    {
        long* time = TimeOf(clock);
        time[0] = seconds;
        time[1] = nanoseconds;
    }

    private long* TimeOf(int clock) => _code.Cells + 2 + (2 * clock);

    private nint EmitJumpTo(nint function)
    {
        nint start = _code.Here;
        _code.Emit(0x48, 0xB8); // mov rax, function
        _code.EmitInt64(function);
        _code.Emit(0xFF, 0xE0); // jmp rax
        return start;
    }

    /// <summary>edi holds the clock, rsi the address of the answer.</summary>
    private void EmitGetTime(nint real)
    {
        _code.Emit(s_loadThread);
        _code.Emit(0x48, 0x3B, 0x05); // cmp rax, [thread]
        EmitDistanceTo(_code.Cells);
        EmitJump(JumpIfNotEqual, real);
        _code.Emit(0x83, 0xFF, Clocks - 1); // cmp edi, the last clock
        EmitJump(JumpIfAbove, real);
        _code.Emit(0xB8, VirtualClocks, 0, 0, 0, 0x0F, 0xA3, 0xF8); // mov eax, clocks; bt eax, edi
        EmitJump(JumpIfNoCarry, real);
        _code.Emit(0x89, 0xF8, 0xC1, 0xE0, 0x04, 0x48, 0x8D, 0x0D); // mov eax, edi; shl eax, 4; lea rcx, [times]
        EmitDistanceTo(TimeOf(0));
        _code.Emit(0x48, 0x8B, 0x14, 0x01, 0x48, 0x8B, 0x4C, 0x01, 0x08); // mov rdx, [rcx + rax]; mov rcx, [rcx + rax + 8]
        _code.Emit(0x48, 0x89, 0x16, 0x48, 0x89, 0x4E, 0x08, 0x31, 0xC0, 0xC3); // mov [rsi], rdx; mov [rsi + 8], rcx; xor eax, eax; ret
    }

    private void EmitJump(byte condition, nint target) => _code.Emit(condition, unchecked((byte)(target - (_code.Here + 2))));

    private void EmitDistanceTo(long* cell) => _code.EmitInt32((int)((nint)cell - (_code.Here + sizeof(int))));
}
