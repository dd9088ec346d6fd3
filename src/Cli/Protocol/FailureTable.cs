using System.Globalization;

namespace Sim.Cli.Protocol;

/// <summary>
/// The failures that the workers of an exploration know, and how often each was met. There is room for 256 different ones of a
/// simulation; further ones are counted and not told apart.
/// </summary>
internal sealed class FailureTable(SharedMemory memory, int offset)
{
    public const int Size = (Most + 1) * EntrySize;
    private const int Most = 256;
    private const int EntrySize = 16;

    /// <summary>How many failing runs were not told apart.</summary>
    public long Overflow => memory.Number(offset + (Most * EntrySize) + 8);

    /// <summary>The number under which a failure is known, from the digits of its identity; never 0.</summary>
    public static long KeyOf(string identity) =>
        long.Parse(identity.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture) | 1;

    /// <summary>Counts a failure; returns whether it is the first of its kind.</summary>
    public bool Count(long key)
    {
        var isNew = Add(key, out var entry);
        Interlocked.Increment(ref Times(entry));
        return isNew;
    }

    /// <summary>Makes a failure known without having met it.</summary>
    public void Add(long key) => Add(key, out _);

    /// <summary>Forgets a failure whose report never came.</summary>
    public void Forget(long key)
    {
        for (var i = 0; i < Most; i++)
        {
            if (Interlocked.CompareExchange(ref Key(i), 0, key) == key)
            {
                Times(i) = 0;
            }
        }
    }

    public long TimesOf(long key) =>
        Enumerable.Range(0, Most).Where(i => Key(i) == key).Select(i => Times(i)).FirstOrDefault();

    // The last entry takes what has no room, and is nobody's first.
    private bool Add(long key, out int entry)
    {
        for (entry = 0; entry < Most; entry++)
        {
            var seen = Interlocked.CompareExchange(ref Key(entry), key, 0);
            if (seen == 0 || seen == key)
            {
                return seen == 0;
            }
        }

        return false;
    }

    private ref long Key(int entry) => ref memory.Number(offset + (entry * EntrySize));

    private ref long Times(int entry) => ref memory.Number(offset + (entry * EntrySize) + 8);
}
