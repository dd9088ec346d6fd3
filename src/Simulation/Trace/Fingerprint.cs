using System.Numerics;

namespace Sim;

/// <summary>
/// A 128-bit chain over everything that happens in a run. Two lanes of multiply, rotate and xor with odd constants: order
/// matters, nothing is forgotten, and a word costs about a nanosecond. Not meant to withstand an adversary.
/// </summary>
internal struct Fingerprint : IEquatable<Fingerprint>
{
    private ulong _high;
    private ulong _low;

    public Fingerprint(ulong high, ulong low)
    {
        _high = high;
        _low = low;
    }

    public static Fingerprint Empty => new(0x9AE16A3B2F90404F, 0xC949D7C7509E6557);

    public readonly ulong High => _high;

    public readonly ulong Low => _low;

    public void Mix(ulong word)
    {
        _high = BitOperations.RotateLeft((_high ^ word) * 0x9FB21C651E98DF25, 29) + _low;
        _low = BitOperations.RotateLeft((_low + word) * 0xD6E8FEB86659FD93, 37) ^ _high;
    }

    public void Mix(string text)
    {
        Mix(TextHash.Of(text));
    }

    public readonly bool Equals(Fingerprint other) => _high == other._high && _low == other._low;

    public override readonly bool Equals(object? obj) => obj is Fingerprint other && Equals(other);

    public override readonly int GetHashCode() => _low.GetHashCode();

    public override readonly string ToString() => $"{_high:x16}{_low:x16}";
}
