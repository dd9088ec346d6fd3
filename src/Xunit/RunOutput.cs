using System.Globalization;
using Xunit.Abstractions;

namespace Sim.Testing;

/// <summary>The test output of one run: its lines stand in the run's trace, and so in its story.</summary>
internal sealed class RunOutput(Simulation simulation) : ITestOutputHelper
{
    /// <inheritdoc />
    public void WriteLine(string message) => simulation.Log(message);

    /// <inheritdoc />
    public void WriteLine(string format, params object[] args) => simulation.Log(string.Format(CultureInfo.CurrentCulture, format, args));
}
