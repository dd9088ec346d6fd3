using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>A page that instructions are written to and then sealed, and a page of cells that they read and write. x64 Linux.</summary>
internal sealed unsafe class MachineCode
{
    private const int Page = 4096;
    private const int Read = 1;
    private const int Write = 2;
    private const int Execute = 4;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _code;
    private int _length;

    private MachineCode(byte* pages)
    {
        _code = pages;
        Cells = (long*)(pages + Page);
    }

    /// <summary>Memory of our own, all zero at first.</summary>
    public long* Cells { get; }

    /// <summary>Where the next instruction goes.</summary>
    public nint Here => (nint)(_code + _length);

    /// <summary>Null where the operating system has no memory for us.</summary>
    public static MachineCode? TryMake()
    {
        nint pages = MemoryMap(0, 2 * Page, Read | Write, PrivateAnonymous, -1, 0);
        return pages == -1 ? null : new MachineCode((byte*)pages);
    }

    /// <summary>Writes instructions no more, and lets them run; false where the operating system does not.</summary>
    public bool TrySeal() => Protect((nint)_code, Page, Read | Execute) == 0;

    /// <summary>Lets instructions of a library be written until <see cref="Close"/>.</summary>
    public static bool TryOpen(nint instructions) => Protect(PageOf(instructions), Page, Read | Write | Execute) == 0;

    /// <summary>Takes back what <see cref="TryOpen"/> allowed.</summary>
    public static void Close(nint instructions) => _ = Protect(PageOf(instructions), Page, Read | Execute);

    /// <summary>Lets a variable of a library be written. It stays so: whether it was so before is not known.</summary>
    public static bool TryMakeWritable(nint address) => Protect(PageOf(address), Page, Read | Write) == 0;

    public void Emit(params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(_code + _length, bytes.Length));
        _length += bytes.Length;
    }

    public void EmitInt32(int value) => Emit(BitConverter.GetBytes(value));

    public void EmitInt64(long value) => Emit(BitConverter.GetBytes(value));

    private static nint PageOf(nint address) => address & ~(nint)(Page - 1);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint MemoryMap(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nint length, int protection);
}
