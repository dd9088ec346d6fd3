namespace Sim;

/// <summary>Makes room in arrays that are reused from run to run.</summary>
internal static class Grow
{
    /// <summary>Makes sure that <paramref name="index"/> lies within.</summary>
    public static void To<T>(ref T[] array, int index)
    {
        if (index >= array.Length)
        {
            Array.Resize(ref array, Math.Max(index + 1, array.Length * 2));
        }
    }
}
