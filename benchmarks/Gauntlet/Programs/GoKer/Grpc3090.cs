using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// grpc_3090: a connection builds a resolver, which reports the first addresses from a task of its own, through a wrapper that knows the
/// resolver. The bug: the wrapper learns of the resolver after its task was started, and a fast report finds none. The twin starts
/// the task when all is in its place.
/// </summary>
internal sealed class Grpc3090(Simulation sim, bool isFixed)
{
    private readonly Shared<object?> _resolver = new(sim, null);

    public async Task RunAsync()
    {
        if (isFixed)
        {
            await _resolver.Write(new object());
            await Task.Run(ReportAsync);
            return;
        }

        Task report = Task.Run(ReportAsync);
        await _resolver.Write(new object());
        await report;
    }

    private async Task ReportAsync()
    {
        object? resolver = await _resolver.Read();
        sim.Always(resolver is not null, "a report finds the resolver that made it");
    }
}
