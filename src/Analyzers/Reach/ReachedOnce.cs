namespace Sim.Analyzers;

/// <summary>Finds out what is reached when it is first asked for. Who is canceled meanwhile leaves the question to the next.</summary>
internal sealed class ReachedOnce(KnownTypes types)
{
    private readonly object _lock = new();
    private ReachedCode? _code;

    public ReachedCode Get(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _code ??= types.Simulation is null ? ReachedCode.Nothing : Walk.From(types, cancellationToken);
        }
    }
}
