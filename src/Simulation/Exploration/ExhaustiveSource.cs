namespace Sim;

/// <summary>
/// Every run that the draws allow, depth first: a run is a script, and the next one has the last draw that has another answer
/// raised by one, and zeros behind it. With a bound on departures the search deepens: it visits the runs with none, then those
/// with one, and so on, so that what it finds first departs least.
/// </summary>
/// <remarks>
/// Stateless search as in VeriSoft (Godefroid 1997); the bound counts departures from first come, first served, as delay bounding
/// does (Emmi, Qadeer and Rakamaric 2011). A deeper pass makes the runs of the passes before it once more, and counts them once.
/// </remarks>
internal sealed class ExhaustiveSource(Exhaustive strategy) : ISearchSource
{
    /// <summary>A draw with more answers than this (a random number) is not varied.</summary>
    public const int MostAnswers = 1_024;

    private int[]? _script = [];
    private int[] _bounds = [];
    private int _allowed = strategy.Departures is null ? int.MaxValue : 0;
    private bool _wasCut;

    public Exhaustive Strategy => strategy;

    public long Schedules { get; private set; }

    public long Plain => Schedules;

    public bool IsPlainOver => IsOver;

    public long GivenUp => 0;

    public bool WasReduced => false;

    public bool IsOver => _script is null;

    public bool WasBounded { get; private set; }

    public LeftOut LeftOut { get; private set; }

    public RunSpec? Make(RunSpec template, int run) => _script is null ? null : template with { Script = _script };

    public string? Completed(World world)
    {
        ReadOnlySpan<int> drawn = world.Choices.Recorded;
        if (!IsAsScripted(drawn, world.Choices.Bounds))
        {
            return "A schedule was begun again, and its draws were others than before.";
        }

        Schedules += _allowed == int.MaxValue || world.Choices.Departures == _allowed ? 1 : 0;
        LeftOut |= world.LeftOut;
        _bounds = world.Choices.Bounds.ToArray();
        _script = Advance(drawn) ?? Deepen();
        return null;
    }

    private bool IsAsScripted(ReadOnlySpan<int> drawn, ReadOnlySpan<int> bounds)
    {
        int prefix = _script!.Length;
        return drawn.Length >= prefix
            && drawn[..prefix].SequenceEqual(_script)
            && (prefix == 0 || bounds[..(prefix - 1)].SequenceEqual(_bounds.AsSpan(0, prefix - 1)));
    }

    private int[]? Advance(ReadOnlySpan<int> drawn)
    {
        int departures = CountDepartures(drawn);
        for (int at = drawn.Length - 1; at >= 0; at--)
        {
            departures -= drawn[at] == 0 ? 0 : 1;
            if (drawn[at] + 1 < _bounds[at] && MayRaise(at, departures))
            {
                return [.. drawn[..at], drawn[at] + 1];
            }
        }

        return null;
    }

    private bool MayRaise(int at, int departuresBefore)
    {
        if (_bounds[at] > MostAnswers)
        {
            LeftOut |= LeftOut.RandomNumbers;
            return false;
        }

        bool isWithin = at < (strategy.Depth ?? int.MaxValue);
        WasBounded |= !isWithin;
        bool isAllowed = departuresBefore < _allowed;
        _wasCut |= isWithin && !isAllowed;
        return isWithin && isAllowed;
    }

    /// <summary>A pass is over: the next allows one departure more, if this one met any that it did not allow.</summary>
    private int[]? Deepen()
    {
        if (!_wasCut)
        {
            return null;
        }

        if (_allowed == strategy.Departures)
        {
            WasBounded = true;
            return null;
        }

        _wasCut = false;
        _allowed++;
        return [];
    }

    private static int CountDepartures(ReadOnlySpan<int> drawn)
    {
        int departures = 0;
        foreach (int draw in drawn)
        {
            departures += draw == 0 ? 0 : 1;
        }

        return departures;
    }
}
