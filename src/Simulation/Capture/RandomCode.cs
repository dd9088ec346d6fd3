using System.Numerics;

namespace Sim.Capture;

/// <summary>The machine code behind <see cref="RandomHook"/>: how it fills a buffer with the run's random bytes.</summary>
/// <remarks>
/// A function fills its buffer from SplitMix64 (Steele and others, 2014) on the thread that runs a step, and by the system call
/// getrandom elsewhere. It calls nothing, so that it does not matter in which mode of the collector it is called.
/// </remarks>
internal sealed unsafe class RandomCode
{
    private const int Thread = 0;

    private readonly MachineCode _code;
    private readonly long* _cells;

    private RandomCode(MachineCode code)
    {
        _code = code;
        _cells = code.Cells;
        Secure = new RandomFill(this, state: 1, success: 0, EmitFunction(state: 1, success: 0, failure: -1));
        Fast = new RandomFill(this, state: 2, success: 0, EmitFunction(state: 2, success: 0, failure: 0));
        OpenSsl = new RandomFill(this, state: 3, success: 1, EmitFunction(state: 3, success: 1, failure: 0));
    }

    /// <summary>The cell that holds the thread that runs a step, a number that <see cref="ClockHook"/> tells, or 0.</summary>
    public long* ThreadCell => _cells + Thread;

    /// <summary>Answers 0, or -1 if it failed.</summary>
    public RandomFill Secure { get; }

    /// <summary>Answers nothing.</summary>
    public RandomFill Fast { get; }

    /// <summary>Answers 1, or 0 if it failed.</summary>
    public RandomFill OpenSsl { get; }

    /// <summary>Null where the operating system allows no instructions of ours.</summary>
    public static RandomCode? TryMake() =>
        MachineCode.TryMake() is { } code && new RandomCode(code) is var made && code.TrySeal() ? made : null;

    /// <summary>From now on the functions draw from this state on this thread, a number that <see cref="ClockHook"/> tells.</summary>
    public void Enter(long thread, ulong state)
    {
        _cells[Secure.State] = (long)state;
        _cells[Fast.State] = (long)~state;
        _cells[OpenSsl.State] = (long)BitOperations.RotateLeft(state, 32);
        _cells[Thread] = thread;
    }

    /// <summary>Sets one state and the thread, and tells what the state was.</summary>
    public ulong Probe(int cell, ulong state, long thread)
    {
        ulong before = (ulong)_cells[cell];
        _cells[cell] = (long)state;
        _cells[Thread] = thread;
        return before;
    }

    private nint EmitFunction(int state, int success, int failure)
    {
        nint start = _code.Here;
        EmitHead(state);
        EmitGenerator();
        EmitTail(state, success, failure);
        return start;
    }

    /// <summary>Arguments: rdi is the buffer, esi its length.</summary>
    private void EmitHead(int state)
    {
        _code.Emit(0x49, 0xB8); // mov r8, cells
        _code.EmitInt64((long)_cells);
        _code.Emit(0x64, 0x48, 0x8B, 0x04, 0x25, 0x10, 0, 0, 0); // mov rax, fs:[16], as ClockHook numbers threads
        _code.Emit(0x48, 0x63, 0xF6, 0x49, 0x3B, 0x00, 0x75, 0x76); // movsxd rsi, esi; cmp rax, [r8]; jne outside
        _code.Emit(0x49, 0x8B, 0x40, (byte)(state * sizeof(long))); // mov rax, [r8 + state]
    }

    /// <summary>rdi is where to write, rsi how many bytes are left, rax the state.</summary>
    private void EmitGenerator()
    {
        _code.Emit(0x48, 0x85, 0xF6, 0x7E, 0x63, 0x48, 0xB9); // next: test rsi, rsi; jle done; mov rcx, ...
        _code.EmitInt64(unchecked((long)0x9E3779B97F4A7C15));
        _code.Emit(0x48, 0x01, 0xC8, 0x48, 0x89, 0xC2, 0x48, 0x89, 0xC1); // add rax, rcx; mov rdx, rax; mov rcx, rax
        _code.Emit(0x48, 0xC1, 0xE9, 30, 0x48, 0x31, 0xCA, 0x48, 0xB9); // shr rcx, 30; xor rdx, rcx; mov rcx, ...
        _code.EmitInt64(unchecked((long)0xBF58476D1CE4E5B9));
        _code.Emit(0x48, 0x0F, 0xAF, 0xD1, 0x48, 0x89, 0xD1); // imul rdx, rcx; mov rcx, rdx
        _code.Emit(0x48, 0xC1, 0xE9, 27, 0x48, 0x31, 0xCA, 0x48, 0xB9); // shr rcx, 27; xor rdx, rcx; mov rcx, ...
        _code.EmitInt64(unchecked((long)0x94D049BB133111EB));
        _code.Emit(0x48, 0x0F, 0xAF, 0xD1, 0x48, 0x89, 0xD1); // imul rdx, rcx; mov rcx, rdx
        _code.Emit(0x48, 0xC1, 0xE9, 31, 0x48, 0x31, 0xCA); // shr rcx, 31; xor rdx, rcx
        _code.Emit(0xB9, 8, 0, 0, 0, 0x88, 0x17, 0x48, 0xFF, 0xC7); // mov ecx, 8; store: mov [rdi], dl; inc rdi
        _code.Emit(0x48, 0xC1, 0xEA, 8, 0x48, 0xFF, 0xCE, 0x74, 0x06); // shr rdx, 8; dec rsi; jz done
        _code.Emit(0xFF, 0xC9, 0x75, 0xEE, 0xEB, 0x98); // dec ecx; jnz store; jmp next
    }

    private void EmitTail(int state, int success, int failure)
    {
        _code.Emit(0x49, 0x89, 0x40, (byte)(state * sizeof(long))); // done: mov [r8 + state], rax
        EmitReturn(success);
        _code.Emit(0x49, 0x89, 0xF0); // outside: mov r8, rsi
        _code.Emit(0x4D, 0x85, 0xC0, 0x7E, 0x1F, 0x4C, 0x89, 0xC6); // again: test r8, r8; jle filled; mov rsi, r8
        _code.Emit(0x31, 0xD2, 0xB8, 0x3E, 0x01, 0, 0, 0x0F, 0x05); // xor edx, edx; mov eax, 318 (getrandom); syscall
        _code.Emit(0x48, 0x83, 0xF8, 0xFC, 0x74, 0xE9); // cmp rax, -4 (EINTR); je again
        _code.Emit(0x48, 0x85, 0xC0, 0x7E, 0x0E); // test rax, rax; jle failed
        _code.Emit(0x48, 0x01, 0xC7, 0x49, 0x29, 0xC0, 0xEB, 0xDC); // add rdi, rax; sub r8, rax; jmp again
        EmitReturn(success); // filled:
        EmitReturn(failure); // failed:
    }

    private void EmitReturn(int value)
    {
        _code.Emit(0xB8);
        _code.EmitInt32(value);
        _code.Emit(0xC3);
    }
}
