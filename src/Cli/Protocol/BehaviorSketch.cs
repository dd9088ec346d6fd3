using System.Numerics;

namespace Sim.Cli.Protocol;

/// <summary>
/// How many different values were seen, in 16 KB however many they were; sketches of several processes merge into that of their union.
/// </summary>
/// <remarks>
/// HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) with 2^14 registers: a standard error of 0.8 %, and next to none below a few
/// thousand, where empty registers are counted instead. Departure: values have 64 bits, so there is no correction for large counts.
/// </remarks>
internal static class BehaviorSketch
{
    public const int Registers = 1 << IndexBits;
    private const int IndexBits = 14;

    /// <summary>Adds a value; safe beside other processes on the same memory.</summary>
    public static void Add(Span<byte> registers, ulong value)
    {
        var hash = Mix(value);
        ref var register = ref registers[(int)(hash >> (64 - IndexBits))];
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << IndexBits) | (1UL << (IndexBits - 1))) + 1);
        for (var seen = register; rank > seen; seen = register)
        {
            Interlocked.CompareExchange(ref register, rank, seen);
        }
    }

    public static void Merge(Span<byte> registers, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < registers.Length; i++)
        {
            registers[i] = Math.Max(registers[i], other[i]);
        }
    }

    public static long Estimate(ReadOnlySpan<byte> registers)
    {
        const double bias = 0.7213 / (1 + (1.079 / Registers));
        double sum = 0;
        foreach (var register in registers)
        {
            sum += Math.ScaleB(1, -register);
        }

        var empty = registers.Count((byte)0);
        var estimate = bias * Registers * Registers / sum;
        return (long)Math.Round(estimate <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : estimate);
    }

    // The finalizer of MurmurHash3: every bit of the value decides about every bit of the result.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}
