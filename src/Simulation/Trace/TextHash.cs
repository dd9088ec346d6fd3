namespace Sim;

/// <summary>A hash of text that is the same in every process, unlike string.GetHashCode: FNV-1a over UTF-16 units, 64 bits.</summary>
internal static class TextHash
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char unit in text)
        {
            hash = (hash ^ unit) * 0x100000001B3;
        }

        return hash ^ ((ulong)text.Length << 48);
    }
}
