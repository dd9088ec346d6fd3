namespace Sim;

internal static class Explorer
{
    public static Exploration Explore(Func<Simulation, Task> body, ExploreOptions options)
    {
        var plan = new ExplorePlan(body, options);
        Session.Execute(plan);
        return new Exploration { Name = ResultFactory.NameOf(options, body), Runs = plan.Runs, Failure = plan.Failed };
    }
}
