using System.Globalization;

namespace Sim.Benchmarks;

/// <summary>What follows the name of a command. Whatever no command asks for is refused by <see cref="Done"/>.</summary>
internal sealed class Arguments(IEnumerable<string> args)
{
    private readonly List<string> _left = [.. args];

    public bool Flag(string name) => _left.Remove(name);

    public string? Text(string name)
    {
        int at = _left.IndexOf(name);
        if (at < 0)
        {
            return null;
        }

        string value = at + 1 < _left.Count ? _left[at + 1] : throw new UsageException($"{name} needs a value.");
        _left.RemoveRange(at, 2);
        return value;
    }

    public string Required(string name) => Text(name) ?? throw new UsageException($"{name} is missing.");

    public double Number(string name, double otherwise) => Text(name) is { } text ? Parse(name, text) : otherwise;

    public int Count(string name, int otherwise) => checked((int)Number(name, otherwise));

    /// <summary>The first argument that has no name.</summary>
    public int Positional(string meaning)
    {
        string text = _left.Find(static arg => !arg.StartsWith('-')) ?? throw new UsageException($"{meaning} is missing.");
        _left.Remove(text);
        return checked((int)Parse(meaning, text));
    }

    public void Done()
    {
        if (_left.Count > 0)
        {
            throw new UsageException($"What is \"{_left[0]}\"? Run without arguments for a list of commands.");
        }
    }

    private static double Parse(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0
            ? value
            : throw new UsageException($"{name}: \"{text}\" is no positive number.");
}
