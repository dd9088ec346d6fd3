namespace Sim;

/// <summary>
/// The reduced search, and behind it, where that left out orders and found nothing, the plain one, as long as it makes no more than 10,000
/// schedules: so that a verdict can say how many there are. Then every one of them was run, which proves the reduction right for this program:
/// where a step does not say all that it touches, it may be this that finds the failure.
/// </summary>
internal sealed class CountedSource(Exhaustive strategy) : ISearchSource
{
    private const long MostPlain = 10_000;

    private readonly SleepSetSource _reduced = new();
    private ExhaustiveSource? _plain;

    public Exhaustive Strategy => strategy;

    public long Schedules => _reduced.Schedules;

    public long Plain => WasReduced ? _plain?.Schedules ?? 0 : Schedules;

    public bool IsPlainOver => WasReduced ? _plain?.IsOver ?? false : IsOver;

    public long GivenUp => _reduced.GivenUp;

    public bool IsOver => _reduced.IsOver;

    public bool WasBounded => false;

    public bool WasReduced => _reduced.WasReduced;

    public LeftOut LeftOut => _reduced.LeftOut;

    public RunSpec? Make(RunSpec template, int run)
    {
        if (!_reduced.IsOver)
        {
            return _reduced.Make(template, run);
        }

        if (!WasReduced || LeftOut != LeftOut.None)
        {
            return null;
        }

        _plain ??= new ExhaustiveSource(strategy);
        return _plain.Schedules < MostPlain ? _plain.Make(template, run) : null;
    }

    public string? Completed(World world) => _plain is null ? _reduced.Completed(world) : _plain.Completed(world);
}
