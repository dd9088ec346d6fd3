namespace Sim;

/// <summary>
/// Makes trouble for a stretch of virtual time, then calm. Time goes in ticks, ten in the mean time between two faults; at each a draw says whether
/// a fault strikes (0: none), then which, how long it lasts and whom it hits. Kinds that exist in the run have weights that are drawn too, as in
/// TigerBeetle's simulator, so that one kind may prevail.
/// </summary>
internal sealed class TroubleDriver
{
    private const int TicksInInterval = 10;
    private const int Weights = 4;

    /// <summary>In the order of their kinds, in which it is drawn which of them exist.</summary>
    private static readonly ITrouble[] s_troubles =
    [
        new CrashTrouble(), new PauseTrouble(), new ClockJumpTrouble(), new ClockDriftTrouble(),
        new PartitionTrouble(), new ClogTrouble(), LinkTrouble.Loss, new LatencyTrouble(), LinkTrouble.Duplication, LinkTrouble.Reordering, LinkTrouble.Corruption,
        DiskTrouble.Errors, new DiskSlowTrouble(), new DiskFullTrouble(), DiskTrouble.Lies,
    ];

    private readonly World _world;
    private readonly TroubleScene _scene;
    private readonly long _tick;
    private readonly long _end;
    private readonly List<(ITrouble Trouble, int Weight)> _weighted = [];
    private readonly List<(FaultKinds Kind, long End, Action Heal)> _lasting = [];
    private readonly List<FaultKinds> _struck = [];
    private readonly int _weights;

    public TroubleDriver(World world, TimeSpan duration, TroubleOptions options)
    {
        _world = world;
        _tick = options.Interval.Ticks / TicksInInterval;
        _end = world.Clock.Now + duration.Ticks;
        _scene = new TroubleScene(world, options, _end);
        foreach (ITrouble trouble in s_troubles.Where(trouble => (options.Kinds & trouble.Kind) != 0 && world.Faults.Exists(trouble.Kind)))
        {
            int weight = 1 + _scene.Draw(Weights);
            _weighted.Add((trouble, weight));
            _weights += weight;
        }
    }

    public async Task<TroubleReport> RunAsync()
    {
        long next = _world.Clock.Now + _tick;
        while (_world.Clock.Now < _end)
        {
            await WaitUntilAsync(_lasting.Aggregate(Math.Min(next, _end), static (least, fault) => Math.Min(least, fault.End))).ConfigureAwait(false);
            Heal(_world.Clock.Now);
            if (_world.Clock.Now >= next && _world.Clock.Now < _end)
            {
                next += _tick;
                StrikeIfDrawn();
            }
        }

        Calm();
        return new TroubleReport(_struck);
    }

    private void StrikeIfDrawn()
    {
        if (_weights == 0 || !_world.DrawChance(ChoiceDomain.Fault, 1.0 / TicksInInterval))
        {
            return;
        }

        ITrouble trouble = DrawTrouble();
        _scene.DrawLength();
        if (!IsTooMuch(trouble) && trouble.Strike(_scene) is { } heal)
        {
            _struck.Add(trouble.Kind);
            _lasting.Add((trouble.Kind, _world.Clock.Now + _scene.Length.Ticks, heal));
        }
    }

    private bool IsTooMuch(ITrouble trouble) => trouble.IsSingle && _lasting.Exists(fault => fault.Kind == trouble.Kind);

    private ITrouble DrawTrouble()
    {
        int at = _scene.Draw(_weights);
        int kind = 0;
        for (; at >= _weighted[kind].Weight; kind++)
        {
            at -= _weighted[kind].Weight;
        }

        return _weighted[kind].Trouble;
    }

    /// <summary>Ends the faults that are due, in the order in which they struck.</summary>
    private void Heal(long until)
    {
        for (int i = 0; i < _lasting.Count;)
        {
            (_, long end, Action heal) = _lasting[i];
            if (end <= until)
            {
                _lasting.RemoveAt(i);
                heal();
            }
            else
            {
                i++;
            }
        }
    }

    private void Calm()
    {
        Heal(long.MaxValue);
        foreach (SimulatedHost host in _scene.Hosts)
        {
            host.Clock.Correct();
        }

        _world.Log($"calm, after {_struck.Count} faults", LineKind.Fault);
    }

    /// <summary>Timers have whole milliseconds.</summary>
    private Task WaitUntilAsync(long time)
    {
        // A timer that fired late may have passed the next time by.
        long left = Math.Max(0, time - _world.Clock.Now);
        return Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(left).TotalMilliseconds)));
    }
}
