using Sim;
using Tour.Page;

namespace Tour;

/// <summary>A simulation: the page is a web host on the simulated network, and no time passes but virtual time.</summary>
public sealed class SimulatedStage(TextWriter output, Simulation simulation) : Stage(output)
{
    /// <inheritdoc />
    public override async Task<HttpClient> OpenPage()
    {
        await simulation.AddWebHost<PageServer>("page").Started;
        return simulation.Network.CreateHttpClient("http://page");
    }
}
