namespace Sim;

/// <summary>
/// Makes a strategy fair: after a number of steps every pick is uniform, so that whatever stays ready runs with probability 1 (as Coyote's
/// fair PCT does it). A strategy by priorities alone may run one polling loop for good, which says nothing about the program.
/// </summary>
internal sealed class FairStrategy(IStrategy unfair) : IStrategy
{
    private const int LeastSteps = 1_000;
    private const long TimesProfile = 10;
    private const long MostSteps = 1_000_000_000;

    private readonly RandomWalk _walk = new();
    private int _limit = LeastSteps;

    public string Name => $"fair-{unfair.Name}";

    public int? FairFrom => _limit;

    public bool Tracks => unfair.Tracks;

    public bool NeedsProfile => true;

    public string Reason => unfair.Reason;

    public void Learn(RunProfile profile)
    {
        _limit = (int)Math.Clamp(TimesProfile * profile.Steps, LeastSteps, MostSteps);
        if (unfair.NeedsProfile)
        {
            unfair.Learn(profile);
        }
    }

    public void BeginRun(ulong seed, ref RandomSource random) => unfair.BeginRun(seed, ref random);

    public int Pick(Candidates candidates, ref RandomSource random) =>
        candidates.LastStep < _limit ? unfair.Pick(candidates, ref random) : _walk.Pick(candidates, ref random);
}
