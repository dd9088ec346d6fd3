using System.Globalization;

namespace Sim;

/// <summary>Durations as an attribute can hold them, written as for the tool: <c>500ms</c>, <c>30s</c>, <c>1.5m</c>, <c>2h</c>.</summary>
internal static class TestDuration
{
    private static readonly (string Unit, double Seconds)[] s_units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <exception cref="ArgumentException">It is none, or not from 1 ms to 365 days.</exception>
    public static TimeSpan Parse(string text, string name)
    {
        foreach ((string unit, double seconds) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number * seconds is >= 0.001 and <= 365.0 * 24 * 3600)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        throw new ArgumentException($"{name} = \"{text}\" is no duration from 1ms to 8760h: write 500ms, 30s, 1.5m or 2h.");
    }
}
