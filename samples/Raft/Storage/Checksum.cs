using System.Numerics;

namespace Raft.Storage;

/// <summary>CRC-32C.</summary>
internal static class Checksum
{
    /// <summary>The checksum of bytes, as of others that came before them.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of what came before.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = uint.MaxValue)
    {
        uint sum = before;
        foreach (byte unit in bytes)
        {
            sum = BitOperations.Crc32C(sum, unit);
        }

        return sum;
    }
}
