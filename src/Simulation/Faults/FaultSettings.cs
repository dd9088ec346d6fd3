namespace Sim;

/// <summary>What may go wrong in a run. Which kinds of faults exist in it at all is drawn, once for each kind, when the first of them could strike.</summary>
/// <remarks>
/// <para>
/// That is swarm testing: a run in which everything goes wrong at once hides what only shows where one thing does (Groce et al. 2012). Half of
/// the runs have a kind of fault that <see cref="Simulation.Trouble"/> causes; eight in ten have fault sites, as FoundationDB's do.
/// </para>
/// <para>A run that uses no faults draws nothing. Every draw's 0 says that nothing happens, so that a failure shrinks to the fewest faults.</para>
/// </remarks>
public sealed class FaultSettings
{
    /// <summary>How likely it is that a kind of fault exists in a run.</summary>
    private const double Existence = 0.5;

    /// <summary>How likely it is that the code's own sites and knobs exist in a run.</summary>
    private const double CodeExistence = 0.8;

    private static readonly TimeSpan s_mostFuzz = TimeSpan.FromHours(1);

    private readonly World _world;
    private double _activation = 0.25;
    private TimeSpan _timerFuzz;
    private FaultKinds _decided;
    private FaultKinds _existing;

    internal FaultSettings(World world) => _world = world;

    /// <summary>How likely it is that a fault site, or a knob, is active in a run.</summary>
    /// <value>Default 0.25; from 0 (none is) to 1 (all are, and nothing is drawn). Sites that were met before keep what they drew.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between 0 and 1.</exception>
    public double Activation
    {
        get => _activation;
        set => _activation = FaultChecks.Probability(value, nameof(value));
    }

    /// <summary>How late a timer of the program may fire, at most: a quarter of those that are armed from now on, if the kind exists in the run.</summary>
    /// <value>
    /// Default 0: no timer is late. At most an hour. A timer that is late draws one of eight delays, each twice the one before; a periodic timer has
    /// only its first tick late.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan TimerFuzz
    {
        get => _timerFuzz;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_mostFuzz);
            _timerFuzz = value;
        }
    }

    /// <summary>The kinds that are known to exist in this run: those that were drawn so far, and those that it was told to have.</summary>
    public FaultKinds Existing => _existing;

    /// <summary>Says that kinds exist in this run, without a draw.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no such kinds.</exception>
    /// <exception cref="InvalidOperationException">It was drawn, or said, already that one of them does not.</exception>
    public void Require(FaultKinds kinds) => Decide(kinds, exist: true);

    /// <summary>Says that kinds do not exist in this run, without a draw.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no such kinds.</exception>
    /// <exception cref="InvalidOperationException">It was drawn, or said, already that one of them does.</exception>
    public void Exclude(FaultKinds kinds) => Decide(kinds, exist: false);

    /// <summary>Whether one kind exists in this run: drawn when it is asked for the first time.</summary>
    internal bool Exists(FaultKinds kind)
    {
        if ((_decided & kind) == 0)
        {
            double probability = kind is FaultKinds.Sites or FaultKinds.Knobs ? CodeExistence : Existence;
            _decided |= kind;
            _existing |= _world.DrawChance(ChoiceDomain.Fault, probability) ? kind : 0;
        }

        return (_existing & kind) != 0;
    }

    private void Decide(FaultKinds kinds, bool exist)
    {
        if ((kinds & ~FaultKinds.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(kinds), kinds, $"Kinds of faults are combined from {nameof(FaultKinds)}.");
        }

        FaultKinds otherwise = kinds & _decided & (exist ? ~_existing : _existing);
        if (otherwise != 0)
        {
            throw new InvalidOperationException($"It is decided already that {otherwise} {(exist ? "does not exist" : "exists")} in this run: say so before the first fault could strike.");
        }

        _decided |= kinds;
        _existing |= exist ? kinds : 0;
    }
}
