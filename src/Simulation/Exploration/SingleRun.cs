namespace Sim;

/// <summary>The plan of one run, after the profile run if its strategy learns from one.</summary>
internal sealed class SingleRun : IRunPlan
{
    private readonly RunSpec _spec;
    private RunSpec? _next;
    private bool _profiles;

    public SingleRun(RunSpec spec)
    {
        _spec = spec;
        _next = spec;
        _profiles = spec.AsksStrategy && spec.Strategy.NeedsProfile;
    }

    public RunResult? Result { get; private set; }

    /// <summary>Whether a script met a draw that it does not fit.</summary>
    public bool Diverged { get; private set; }

    /// <summary>How many draws were made.</summary>
    public int Draws { get; private set; }

    /// <summary>Its choices.</summary>
    public int[] Choices { get; private set; } = [];

    public FailureIdentity? Identity { get; private set; }

    /// <summary>One byte of the fingerprint after every so many steps.</summary>
    public byte[] Checks { get; private set; } = [];

    public int CheckStride { get; private set; }

    public static SingleRun Execute(RunSpec spec)
    {
        var run = new SingleRun(spec);
        Session.Execute(run);
        return run;
    }

    public RunSpec? Next()
    {
        if (_profiles)
        {
            return ProfileRun.Spec(_spec);
        }

        RunSpec? next = _next;
        _next = null;
        return next;
    }

    public void Completed(World world)
    {
        if (_profiles)
        {
            _profiles = false;
            ProfileRun.Tell(_spec.Strategy, world);
            return;
        }

        Diverged = world.Choices.Diverged;
        Draws = world.Choices.Count;
        Choices = world.Choices.Recorded.ToArray();
        Identity = FailureIdentity.Of(world);
        Checks = world.Trace.Checks.ToArray();
        CheckStride = world.Trace.CheckStride;
        Result = ResultFactory.Make(world);
    }
}
