namespace Sim;

/// <summary>
/// Everybody in step: all that is ready when a round begins runs, in random order, before anything that became ready meanwhile. A random walk
/// lets some run far ahead of others, and rarely has many of them in the middle of something at the same time; here they are, as on a machine
/// with a processor for each.
/// </summary>
/// <remarks>No paper's. What it cannot show is a step that waits while another takes two.</remarks>
internal sealed class Rounds : IStrategy
{
    private int _ends;

    public string Name => "rounds";

    public int? FairFrom => 0;

    public void BeginRun(ulong seed, ref RandomSource random) => _ends = -1;

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        int count = LateWork.Count(candidates, ref random);
        int left = CountLeft(candidates, count);
        if (left == 0)
        {
            _ends = candidates.NewestItem(count);
            left = count;
        }

        return NthLeft(candidates, random.Below(left));
    }

    private int CountLeft(Candidates candidates, int count)
    {
        int left = 0;
        for (int i = 0; i < count; i++)
        {
            left += candidates.Item(i) <= _ends ? 1 : 0;
        }

        return left;
    }

    private int NthLeft(Candidates candidates, int nth)
    {
        for (int i = 0; ; i++)
        {
            if (candidates.Item(i) <= _ends && nth-- == 0)
            {
                return i;
            }
        }
    }
}
