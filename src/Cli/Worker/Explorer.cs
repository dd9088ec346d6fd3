using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>Explores simulations one after the other and reports each as it ends.</summary>
internal sealed class Explorer(RunLimits limits, RunMarker marker, LauncherLink link)
{
    public void ExploreAll(IReadOnlyList<DiscoveredSimulation> all, int start)
    {
        for (var index = start; index < all.Count; index++)
        {
            link.Send(new StartingMessage(index));
            link.Send(new ExploredMessage(Explore(all[index])));
        }
    }

    private ExplorationReport Explore(DiscoveredSimulation one)
    {
        if (one.Pinned is { } token)
        {
            return Pinned(one, token);
        }

        var options = limits.ForExploring(one) with { Observer = new RunObserver(marker) };
        try
        {
            return Report(one, Simulator.Explore(one.Body, options));
        }
        catch (ArgumentException wrong)
        {
            throw new WrongInputException(Reports.Words(wrong));
        }
    }

    private ExplorationReport Pinned(DiscoveredSimulation one, string token)
    {
        try
        {
            marker.RunStarting(1, limits.Seed ?? 0);
            var result = Simulator.Replay(token, one.Body, limits.ForReplaying(one));
            return new()
            {
                Name = one.Info.Name,
                Runs = 1,
                Story = result.Story,
                Failure = result.Failure is null ? null : Reports.Of(result),
            };
        }
        catch (Exception wrong) when (wrong is ArgumentException or ReplayDivergedException)
        {
            throw new WrongInputException($"{one.Info.Name}: {Reports.Words(wrong)}");
        }
    }

    private static ExplorationReport Report(DiscoveredSimulation one, Exploration exploration) => new()
    {
        Name = one.Info.Name,
        Runs = exploration.Runs,
        Story = exploration.Story,
        Failure = exploration.Failure is { } failed
            ? Reports.Of(failed) with { DeparturesBefore = exploration.Original?.Departures }
            : null,
        Throughput = ThroughputOf(exploration),
        Sometimes = exploration.Sometimes,
    };

    private static Throughput ThroughputOf(Exploration exploration)
    {
        var seconds = exploration.Elapsed.TotalSeconds;
        return seconds > 0
            ? new(exploration.Runs / seconds, exploration.Steps / seconds, exploration.VirtualTime.TotalSeconds / seconds)
            : new(0, 0, 0);
    }
}
