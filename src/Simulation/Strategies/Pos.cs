namespace Sim;

/// <summary>
/// Partial order sampling (Yuan, Yang, Gu: "Partial order aware concurrency sampling", CAV 2018): every pending step has a random
/// priority; one that races with no other pending step runs first, else the one of least priority, and the priorities of those that
/// race with it are drawn anew.
/// </summary>
/// <remarks>
/// Departures: what races is known of steps that declare an access and of deliveries to one host. In a program that declares
/// accesses the other steps race with nothing; in one that declares none they keep the priorities that they drew. A timer that may fire late is considered at one
/// pick of eight.
/// </remarks>
internal sealed class Pos : IStrategy
{
    /// <summary>By the number of a step; 0 is none yet.</summary>
    private double[] _priorities = new double[64];
    private int[] _touching = new int[16];
    private int[] _writing = new int[16];
    private int _end;
    private bool _declares;

    public string Name => "pos";

    public bool Tracks => true;

    public bool NeedsProfile => true;

    public void Learn(RunProfile profile) => _declares = profile.Accesses > 0;

    public void BeginRun(ulong seed, ref RandomSource random)
    {
        Array.Clear(_priorities, 0, _end);
        _end = 0;
    }

    public int Pick(Candidates candidates, ref RandomSource random)
    {
        int count = LateWork.Count(candidates, ref random);
        CountTouches(candidates, count, 1);
        int pick = PickOf(candidates, count, ref random);
        CountTouches(candidates, count, -1);
        Redraw(candidates, count, candidates.Access(pick));
        return pick;
    }

    private int PickOf(Candidates candidates, int count, ref RandomSource random)
    {
        int best = -1;
        double least = 2;
        for (int i = 0; i < count; i++)
        {
            double priority = PriorityOf(candidates.Item(i), ref random) + (IsAlone(candidates.Access(i)) ? -1 : 0);
            (best, least) = priority < least ? (i, priority) : (best, least);
        }

        return best;
    }

    private bool IsAlone(Access access) =>
        !access.Any ? _declares : access.IsWrite ? _touching[access.Resource] == 1 : _writing[access.Resource] == 0;

    private double PriorityOf(int item, ref RandomSource random)
    {
        Grow.To(ref _priorities, item);
        _end = Math.Max(_end, item + 1);
        if (_priorities[item] == 0)
        {
            _priorities[item] = random.Unit();
        }

        return _priorities[item];
    }

    private void Redraw(Candidates candidates, int count, Access ran)
    {
        for (int i = 0; i < count; i++)
        {
            if (ran.RacesWith(candidates.Access(i)))
            {
                _priorities[candidates.Item(i)] = 0;
            }
        }
    }

    private void CountTouches(Candidates candidates, int count, int by)
    {
        for (int i = 0; i < count; i++)
        {
            Access access = candidates.Access(i);
            if (access.Any)
            {
                Grow.To(ref _touching, access.Resource);
                Grow.To(ref _writing, access.Resource);
                _touching[access.Resource] += by;
                _writing[access.Resource] += access.IsWrite ? by : 0;
            }
        }
    }
}
