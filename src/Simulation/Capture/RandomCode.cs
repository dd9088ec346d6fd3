using System.Numerics;
using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>The machine code behind <see cref="RandomHook"/>: a page of instructions and a page of cells that they read and write.</summary>
/// <remarks>
/// A function fills its buffer from SplitMix64 (Steele and others, 2014) on the thread that runs a step, and by the system call
/// getrandom elsewhere. It calls nothing, so that it does not matter in which mode of the collector it is called.
/// </remarks>
internal sealed unsafe class RandomCode
{
    private const int Page = 4096;
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int PrivateAnonymous = 0x22;
    private const int Thread = 0;

    private readonly byte* _code;
    private readonly long* _cells;
    private int _length;

    private RandomCode(byte* pages)
    {
        _code = pages;
        _cells = (long*)(pages + Page);
        Secure = new RandomFill(this, state: 1, success: 0, EmitFunction(state: 1, success: 0, failure: -1));
        Fast = new RandomFill(this, state: 2, success: 0, EmitFunction(state: 2, success: 0, failure: 0));
        OpenSsl = new RandomFill(this, state: 3, success: 1, EmitFunction(state: 3, success: 1, failure: 0));
    }

    /// <summary>Answers 0, or -1 if it failed.</summary>
    public RandomFill Secure { get; }

    /// <summary>Answers nothing.</summary>
    public RandomFill Fast { get; }

    /// <summary>Answers 1, or 0 if it failed.</summary>
    public RandomFill OpenSsl { get; }

    /// <summary>Null where the operating system allows no instructions of ours.</summary>
    public static RandomCode? TryMake()
    {
        nint pages = MemoryMap(0, 2 * Page, Read | Write, PrivateAnonymous, -1, 0);
        if (pages == -1)
        {
            return null;
        }

        var code = new RandomCode((byte*)pages);
        return Protect(pages, Page, Read | Execute) == 0 ? code : null;
    }

    /// <summary>Lets instructions of a library be written until <see cref="Seal"/>.</summary>
    public static bool TryUnseal(nint address) => Protect(address & ~(nint)(Page - 1), Page, Read | Write | Execute) == 0;

    /// <summary>Takes back what <see cref="TryUnseal"/> allowed.</summary>
    public static void Seal(nint address) => _ = Protect(address & ~(nint)(Page - 1), Page, Read | Execute);

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
        byte* start = _code + _length;
        EmitHead(state);
        EmitGenerator();
        EmitTail(state, success, failure);
        return (nint)start;
    }

    /// <summary>Arguments: rdi is the buffer, esi its length.</summary>
    private void EmitHead(int state)
    {
        Emit(0x49, 0xB8); // mov r8, cells
        EmitInt64((long)_cells);
        Emit(0x64, 0x48, 0x8B, 0x04, 0x25, 0x10, 0, 0, 0); // mov rax, fs:[16], as ClockHook numbers threads
        Emit(0x48, 0x63, 0xF6, 0x49, 0x3B, 0x00, 0x75, 0x76); // movsxd rsi, esi; cmp rax, [r8]; jne outside
        Emit(0x49, 0x8B, 0x40, (byte)(state * sizeof(long))); // mov rax, [r8 + state]
    }

    /// <summary>rdi is where to write, rsi how many bytes are left, rax the state.</summary>
    private void EmitGenerator()
    {
        Emit(0x48, 0x85, 0xF6, 0x7E, 0x63, 0x48, 0xB9); // next: test rsi, rsi; jle done; mov rcx, ...
        EmitInt64(unchecked((long)0x9E3779B97F4A7C15));
        Emit(0x48, 0x01, 0xC8, 0x48, 0x89, 0xC2, 0x48, 0x89, 0xC1); // add rax, rcx; mov rdx, rax; mov rcx, rax
        Emit(0x48, 0xC1, 0xE9, 30, 0x48, 0x31, 0xCA, 0x48, 0xB9); // shr rcx, 30; xor rdx, rcx; mov rcx, ...
        EmitInt64(unchecked((long)0xBF58476D1CE4E5B9));
        Emit(0x48, 0x0F, 0xAF, 0xD1, 0x48, 0x89, 0xD1); // imul rdx, rcx; mov rcx, rdx
        Emit(0x48, 0xC1, 0xE9, 27, 0x48, 0x31, 0xCA, 0x48, 0xB9); // shr rcx, 27; xor rdx, rcx; mov rcx, ...
        EmitInt64(unchecked((long)0x94D049BB133111EB));
        Emit(0x48, 0x0F, 0xAF, 0xD1, 0x48, 0x89, 0xD1); // imul rdx, rcx; mov rcx, rdx
        Emit(0x48, 0xC1, 0xE9, 31, 0x48, 0x31, 0xCA); // shr rcx, 31; xor rdx, rcx
        Emit(0xB9, 8, 0, 0, 0, 0x88, 0x17, 0x48, 0xFF, 0xC7); // mov ecx, 8; store: mov [rdi], dl; inc rdi
        Emit(0x48, 0xC1, 0xEA, 8, 0x48, 0xFF, 0xCE, 0x74, 0x06); // shr rdx, 8; dec rsi; jz done
        Emit(0xFF, 0xC9, 0x75, 0xEE, 0xEB, 0x98); // dec ecx; jnz store; jmp next
    }

    private void EmitTail(int state, int success, int failure)
    {
        Emit(0x49, 0x89, 0x40, (byte)(state * sizeof(long))); // done: mov [r8 + state], rax
        EmitReturn(success);
        Emit(0x49, 0x89, 0xF0); // outside: mov r8, rsi
        Emit(0x4D, 0x85, 0xC0, 0x7E, 0x1F, 0x4C, 0x89, 0xC6); // again: test r8, r8; jle filled; mov rsi, r8
        Emit(0x31, 0xD2, 0xB8, 0x3E, 0x01, 0, 0, 0x0F, 0x05); // xor edx, edx; mov eax, 318 (getrandom); syscall
        Emit(0x48, 0x83, 0xF8, 0xFC, 0x74, 0xE9); // cmp rax, -4 (EINTR); je again
        Emit(0x48, 0x85, 0xC0, 0x7E, 0x0E); // test rax, rax; jle failed
        Emit(0x48, 0x01, 0xC7, 0x49, 0x29, 0xC0, 0xEB, 0xDC); // add rdi, rax; sub r8, rax; jmp again
        EmitReturn(success); // filled:
        EmitReturn(failure); // failed:
    }

    private void EmitReturn(int value)
    {
        Emit(0xB8);
        Emit(BitConverter.GetBytes(value));
        Emit(0xC3);
    }

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
