namespace Sim;

/// <summary>
/// What one run showed of a program's shape: its chains, how many steps and declared accesses each has, and which of them race. The
/// run is the boring one (every choice 0), made before the first of a session, so that every worker, in whichever process, learns the same.
/// </summary>
internal sealed class RunProfile
{
    private const int MostRaces = 4_096;
    private const int MostSites = 1_024;

    private readonly Dictionary<ulong, Work> _chains = [];
    private readonly Dictionary<ulong, ClassShape> _classes = [];

    private RunProfile()
    {
    }

    /// <summary>Whether the run failed: first come, first served shows a bug.</summary>
    public bool Fails { get; private init; }

    /// <summary>How many steps the run took.</summary>
    public int Steps { get; private init; }

    /// <summary>At how many of them there was something to decide.</summary>
    public int Picks { get; private init; }

    /// <summary>How many accesses were declared.</summary>
    public int Accesses { get; private set; }

    /// <summary>How many chains there were.</summary>
    public int Chains { get; private init; }

    /// <summary>How many steps were deliveries or timers: events that race by their time.</summary>
    public int Timed { get; private init; }

    /// <summary>How many classes of chains there were.</summary>
    public int Classes => _classes.Count;

    /// <summary>The most chains of one class.</summary>
    public int GreatestClass { get; private set; }

    /// <summary>The pairs of places at which accesses race, each written once, in the order of the run.</summary>
    public List<Race> Races { get; } = [];

    /// <summary>Reads the run that is over in <paramref name="world"/>.</summary>
    public static RunProfile Of(World world)
    {
        ReadOnlySpan<StepRecord> steps = world.Trace.Steps;
        var profile = new RunProfile
        {
            Fails = world.Outcome != RunOutcome.Passed,
            Steps = steps.Length,
            Picks = world.Choices.Count,
            Chains = world.Chains.Count,
            Timed = CountTimed(steps),
        };
        profile.ReadChains(world);
        return profile;
    }

    /// <summary>The work of a chain and of all that it begins, as this signature had it; else as its class had it on average.</summary>
    public Work WorkOf(Chain chain) =>
        _chains.TryGetValue(chain.Signature, out Work work) ? work
        : _classes.TryGetValue(chain.Class, out ClassShape shape) ? shape.Average
        : new Work(1, 1);

    /// <summary>How many chains of a class there were.</summary>
    public int SizeOf(ulong kind) => _classes.TryGetValue(kind, out ClassShape shape) ? shape.Count : 0;

    private static int CountTimed(ReadOnlySpan<StepRecord> steps)
    {
        int timed = 0;
        foreach (ref readonly StepRecord step in steps)
        {
            timed += step.Tag.Kind is StepKind.Timer or StepKind.Delivery ? 1 : 0;
        }

        return timed;
    }

    private void ReadChains(World world)
    {
        var own = new Work[world.Chains.Count + 1];
        var places = new List<(AccessSite Site, Access Access, int Chain)>();
        ReadOnlySpan<StepRecord> steps = world.Trace.Steps;
        for (int i = 0; i < steps.Length; i++)
        {
            int chain = steps[i].Chain;
            Access access = world.Items.AccessOf(steps[i].Tag.Item);
            if (access.Any && chain != 0)
            {
                places.Add((new AccessSite(world.Chains[chain].Class, own[chain].Accesses), access, chain));
                Accesses++;
            }

            own[chain] = new Work(own[chain].Steps + 1, own[chain].Accesses + (access.Any ? 1 : 0));
        }

        AddWork(world.Chains, own);
        FindRaces(places);
    }

    /// <summary>What a chain's descendants do counts as its own until they begin. A parent has a lower number than its children.</summary>
    private void AddWork(ChainTable chains, Work[] work)
    {
        for (int chain = chains.Count; chain > 0; chain--)
        {
            Chain which = chains[chain];
            _chains[which.Signature] = work[chain];
            ClassShape shape = _classes.GetValueOrDefault(which.Class);
            _classes[which.Class] = new ClassShape(shape.Count + 1, shape.Total + work[chain]);
            GreatestClass = Math.Max(GreatestClass, shape.Count + 1);
            work[which.Parent] += work[chain];
        }
    }

    /// <summary>Looks at the pairs of sites, not of accesses: a hundred chains of one class at one site are one site.</summary>
    private void FindRaces(List<(AccessSite Site, Access Access, int Chain)> accesses)
    {
        var known = new HashSet<Race>();
        var sites = new List<(AccessSite Site, Access Access, int Chain)>();
        var seen = new Dictionary<(AccessSite, Access), int>();
        foreach (var here in accesses)
        {
            foreach (var there in sites)
            {
                if (there.Chain != here.Chain && there.Access.RacesWith(here.Access) && Races.Count < MostRaces && known.Add(new Race(there.Site, here.Site)))
                {
                    Races.Add(new Race(there.Site, here.Site));
                }
            }

            // Two chains at one site tell as much as a hundred.
            int chains = seen.GetValueOrDefault((here.Site, here.Access));
            seen[(here.Site, here.Access)] = chains + 1;
            if (chains < 2 && sites.Count < MostSites)
            {
                sites.Add(here);
            }
        }
    }

    private readonly record struct ClassShape(int Count, Work Total)
    {
        public Work Average => new(Math.Max(1, Total.Steps / Count), Math.Max(1, Total.Accesses / Count));
    }
}

/// <summary>What a chain does.</summary>
/// <param name="Steps">Its steps.</param>
/// <param name="Accesses">Those of them that declare an access.</param>
internal readonly record struct Work(int Steps, int Accesses)
{
    public static Work operator +(Work one, Work other) => new(one.Steps + other.Steps, one.Accesses + other.Accesses);
}

/// <summary>A place in the program, as far as Sim can tell without its text: the how-manieth declared access of the chains of a class.</summary>
internal readonly record struct AccessSite(ulong Class, int Access);

/// <summary>Two places whose order matters.</summary>
internal readonly record struct Race(AccessSite One, AccessSite Other);
