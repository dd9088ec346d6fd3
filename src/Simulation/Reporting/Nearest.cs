namespace Sim;

/// <summary>How far it is to the nearest of some places.</summary>
internal static class Nearest
{
    /// <summary>The distance of a place to the nearest mark.</summary>
    /// <param name="marks">The marks, least first; at least one.</param>
    /// <param name="place">The place.</param>
    public static int Distance(int[] marks, int place)
    {
        int at = Array.BinarySearch(marks, place);
        if (at >= 0)
        {
            return 0;
        }

        int next = ~at;
        int after = next < marks.Length ? marks[next] - place : int.MaxValue;
        int before = next > 0 ? place - marks[next - 1] : int.MaxValue;
        return Math.Min(after, before);
    }
}
