using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Sim.Capture;

/// <summary>One function of <see cref="RandomCode"/>, and how it takes the place of one of the runtime's.</summary>
internal sealed unsafe class RandomFill(RandomCode code, int state, int success, nint entry)
{
    private const int ProbeLength = 11;
    private const ulong ProbeSeed = 1;

    /// <summary>The cell that holds what it draws from.</summary>
    public int State => state;

    /// <summary>
    /// Lets a function <c>(byte* buffer, int length)</c> begin with a jump to this one, if both do what they should. The jump goes
    /// anywhere, and it and the address behind it are written by one aligned store of 16 bytes, which is atomic on every processor
    /// with AVX. A compiler begins functions at multiples of 16, so that those bytes are this function's.
    /// </summary>
    public bool TryReplace(nint function)
    {
        if (!Avx.IsSupported || function % Vector128<byte>.Count != 0 || !Works(entry) || !MachineCode.TryOpen(function))
        {
            return false;
        }

        Span<byte> jump = [0xFF, 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xCC, 0xCC]; // jmp [rip]; address; int3; int3
        BinaryPrimitives.WriteInt64LittleEndian(jump[6..], entry);
        Vector128.Create<byte>(jump).StoreAligned((byte*)function);
        MachineCode.Close(function);
        return Works(function);
    }

    private bool Works(nint function) => DrawsFromState(function) && DrawsFromSystem(function);

    private bool DrawsFromState(nint function)
    {
        Span<byte> expected = stackalloc byte[2 * sizeof(ulong)];
        var source = ProbeSeed;
        BinaryPrimitives.WriteUInt64LittleEndian(expected, RandomSource.SplitMix(ref source));
        BinaryPrimitives.WriteUInt64LittleEndian(expected[sizeof(ulong)..], RandomSource.SplitMix(ref source));
        byte* drawn = stackalloc byte[ProbeLength];
        code.Probe(state, ProbeSeed, ClockHook.CurrentThread);
        int answer = Call(function, drawn, ProbeLength);
        ulong left = code.Probe(state, 0, 0);
        return answer == success && left == source && new Span<byte>(drawn, ProbeLength).SequenceEqual(expected[..ProbeLength]);
    }

    private bool DrawsFromSystem(nint function)
    {
        byte* drawn = stackalloc byte[4 * sizeof(ulong)];
        int answer = Call(function, drawn, 4 * sizeof(ulong));
        return answer == success && new Span<byte>(drawn, 4 * sizeof(ulong)).ContainsAnyExcept((byte)0);
    }

    private static int Call(nint function, byte* buffer, int length) => ((delegate* unmanaged<byte*, int, int>)function)(buffer, length);
}
