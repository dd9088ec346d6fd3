using System.Globalization;

namespace Sim.Benchmarks.Measuring;

/// <summary>Runs a body under the seeds from 1 on, in one session as an exploration does, and writes a line for each.</summary>
internal sealed class FingerprintPlan(string name, Func<Simulation, Task> body, int count, TextWriter writer) : IRunPlan
{
    private readonly RunOptions _options = new() { Name = name };
    private readonly RandomWalk _strategy = new();
    private int _made;

    public void Execute() => Session.Execute(this);

    public RunSpec? Next() => _made == count
        ? null
        : new RunSpec { Seed = (ulong)++_made, Strategy = _strategy, Options = _options, Body = body };

    public void Completed(World world) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {_made} {world.Trace.Fingerprint} {world.Outcome}"));
}
