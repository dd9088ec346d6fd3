using System.Globalization;
using System.Text;
using Xunit;

namespace Sim.Testing;

/// <summary>The test output of one run: its lines stand in the run's trace, and so in its story.</summary>
internal sealed class RunOutput(Simulation simulation) : ITestOutputHelper
{
    private readonly StringBuilder _all = new();
    private int _written;

    /// <inheritdoc />
    public string Output => _all.ToString();

    /// <inheritdoc />
    public void Write(string message)
    {
        _all.Append(message);
        for (int end = NextLineEnd(); end >= 0; end = NextLineEnd())
        {
            simulation.Log(_all.ToString(_written, end - _written).TrimEnd('\r'));
            _written = end + 1;
        }
    }

    /// <inheritdoc />
    public void Write(string format, params object[] args) => Write(string.Format(CultureInfo.CurrentCulture, format, args));

    /// <inheritdoc />
    public void WriteLine(string message) => Write(message + "\n");

    /// <inheritdoc />
    public void WriteLine(string format, params object[] args) => WriteLine(string.Format(CultureInfo.CurrentCulture, format, args));

    private int NextLineEnd()
    {
        int at = _written;
        while (at < _all.Length && _all[at] != '\n')
        {
            at++;
        }

        return at < _all.Length ? at : -1;
    }
}
