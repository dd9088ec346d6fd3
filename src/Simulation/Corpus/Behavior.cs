using System.Runtime.CompilerServices;

namespace Sim;

/// <summary>
/// What a run did, in the size of a cache line: a MinHash signature of the set of its ordered pairs, of which the parts that agree with
/// another run's estimate how much the two sets have in common (their Jaccard similarity).
/// </summary>
/// <remarks>
/// One permutation with 64 bins (Li, Owen, Zhang, NIPS 2012), of which empty ones borrow from the next (Shrivastava and Li, ICML 2014), and 8
/// bits a bin (Li and König, WWW 2010): two bins that have nothing to do with each other agree with probability 1/256, which is taken off.
/// </remarks>
internal sealed class Behavior
{
    /// <summary>How many parts there are.</summary>
    public const int Bins = 64;

    private const double ByChance = 1.0 / 256;

    private readonly Parts _parts;

    /// <param name="least">The least hash of each bin; <see cref="ulong.MaxValue"/> where it is empty.</param>
    /// <param name="exact">A hash of the whole set.</param>
    public Behavior(ReadOnlySpan<ulong> least, ulong exact)
    {
        Exact = exact;
        for (int bin = 0; bin < Bins; bin++)
        {
            int distance = 0;
            while (distance < Bins - 1 && least[(bin + distance) % Bins] == ulong.MaxValue)
            {
                distance++;
            }

            _parts[bin] = (byte)RandomSource.Derive(least[(bin + distance) % Bins], (ulong)distance);
        }
    }

    /// <summary>A hash of the whole set: equal where the sets are, and else different but for a chance of 1 in 2^64.</summary>
    public ulong Exact { get; }

    /// <summary>An estimate of the part of both sets that they have in common, from 0 to 1; its standard error is 0.06 at most.</summary>
    public double SimilarityTo(Behavior other)
    {
        ReadOnlySpan<byte> mine = _parts;
        ReadOnlySpan<byte> others = other._parts;
        int equal = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            equal += mine[bin] == others[bin] ? 1 : 0;
        }

        return Math.Max(0, (((double)equal / Bins) - ByChance) / (1 - ByChance));
    }

    [InlineArray(Bins)]
    private struct Parts
    {
        private byte _first;
    }
}
