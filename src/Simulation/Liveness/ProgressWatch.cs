namespace Sim;

/// <summary>
/// Watches that something goes on: from <see cref="Simulation.ExpectProgress"/> until it is disposed, <see cref="Made"/> must be
/// called again and again, never more than <see cref="RunOptions.ProgressBound"/> steps apart. While a run has any watch, only
/// what its watches say is progress.
/// </summary>
public sealed class ProgressWatch : IDisposable
{
    private readonly World _world;
    private readonly int _run;

    internal ProgressWatch(World world, string name, int step)
    {
        _world = world;
        _run = world.RunNumber;
        Name = name;
        Step = step;
    }

    /// <summary>What is watched.</summary>
    public string Name { get; }

    /// <summary>After how many steps of the run it made progress last.</summary>
    internal int Step { get; private set; }

    /// <summary>Says that progress was made; once the run is over it says nothing.</summary>
    public void Made()
    {
        if (_run == _world.RunNumber)
        {
            Step = _world.Trace.Count;
        }
    }

    /// <summary>Ends the watch: nothing more is expected.</summary>
    public void Dispose()
    {
        if (_run == _world.RunNumber)
        {
            _world.EndWatch(this);
        }
    }
}
