using Microsoft.Extensions.Logging;

namespace Sim.AspNetCore;

/// <summary>Has a host's loggers write into the trace.</summary>
[ProviderAlias("Simulation")]
internal sealed class TraceLoggerProvider(SimulatedHost host) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new TraceLogger(host, categoryName);

    public void Dispose()
    {
    }
}
