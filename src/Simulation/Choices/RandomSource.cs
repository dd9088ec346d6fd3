using System.Numerics;

namespace Sim;

/// <summary>
/// xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64 as its authors advise. Small, fast, and the same on
/// every machine, which System.Random does not promise.
/// </summary>
internal struct RandomSource
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public RandomSource(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    /// <summary>A seed for <paramref name="purpose"/> that shares nothing visible with <paramref name="seed"/>.</summary>
    public static ulong Derive(ulong seed, ulong purpose)
    {
        ulong state = seed ^ (purpose * 0xD1B54A32D192ED03);
        return SplitMix(ref state);
    }

    /// <summary>SplitMix64, one number of it.</summary>
    public static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A number below <paramref name="bound"/>; the bias of the multiplication is below 2^-32.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>Whether an event of this probability happens.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));
}
