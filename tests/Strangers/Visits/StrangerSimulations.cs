namespace Sim.Strangers;

/// <summary>Every program inside a simulation: it must answer as it did over real sockets.</summary>
public sealed class StrangerSimulations
{
    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task An_API_with_controllers(Simulation sim) => VisitAsync(sim, "ControllerApi");

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task A_minimal_API(Simulation sim) => VisitAsync(sim, "MinimalApi");

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task A_site_of_Razor_pages(Simulation sim) => VisitAsync(sim, "RazorPages");

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task A_site_of_controllers_and_views(Simulation sim) => VisitAsync(sim, "ModelViewController");

    /// <summary>Finds nothing.</summary>
    [Simulation]
    public Task An_empty_site(Simulation sim) => VisitAsync(sim, "Empty");

    private static async Task VisitAsync(Simulation sim, string program)
    {
        Stranger[] inEachEnvironment = [.. Stranger.All.Where(stranger => stranger.Program == program)];
        Stranger stranger = inEachEnvironment[sim.Choose(inEachEnvironment.Length)];
        await stranger.AddTo(sim).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://stranger/");
        Answers.Compare(stranger, await stranger.VisitAsync(client));
    }
}
