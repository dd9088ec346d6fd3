using Microsoft.Extensions.Hosting;

namespace Sim.AspNetCore;

/// <summary>A host's life as the simulation decides it, in place of signals and a console.</summary>
internal sealed class SimulatedLifetime(SimulatedHost host, IHostApplicationLifetime application) : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        host.Stopping.UnsafeRegister(static application => ((IHostApplicationLifetime)application!).StopApplication(), application);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
