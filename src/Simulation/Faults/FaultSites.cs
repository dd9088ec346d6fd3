using System.Globalization;

namespace Sim;

/// <summary>
/// The fault sites and knobs that a run has met. As in FoundationDB (BUGGIFY), a site is active or not for the whole run, which is
/// drawn when it is met first, and where it is active each hit is a draw: so a run has a few faults again and again, and another run others.
/// Departure: a site is a name, not a place in the source, so that it survives an edit and can be told.
/// </summary>
internal sealed class FaultSites(World world, FaultSettings settings)
{
    /// <summary>How many delays a draw chooses from, the least being the boring one.</summary>
    private const int DelayLevels = 16;

    private readonly Dictionary<string, bool> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Values, int Chosen)> _knobs = new(StringComparer.Ordinal);

    /// <summary>Whether a fault strikes at this hit of its site.</summary>
    public bool Strikes(string name, double probability)
    {
        if (probability == 0 || !IsActive(name) || !world.DrawChance(ChoiceDomain.Fault, probability))
        {
            return false;
        }

        world.Log($"fault: {name}", LineKind.Fault);
        return true;
    }

    /// <summary>Waits for a while if a fault strikes.</summary>
    public Task DelayAsync(string name, TimeSpan most, double probability) =>
        Strikes(name, probability) ? Task.Delay(most * (world.Draw(ChoiceDomain.Fault, DelayLevels) + 1) / DelayLevels) : Task.CompletedTask;

    /// <summary>The value of a knob in this run: an index, 0 being the usual one.</summary>
    /// <param name="name">The knob.</param>
    /// <param name="values">How many values it has.</param>
    /// <param name="describe">A value in words.</param>
    public int Knob(string name, int values, Func<int, object?> describe)
    {
        if (!_knobs.TryGetValue(name, out (int Values, int Chosen) knob))
        {
            knob = (values, Turn(values));
            _knobs.Add(name, knob);
            if (knob.Chosen > 0)
            {
                world.Log(string.Create(CultureInfo.InvariantCulture, $"knob {name} = {describe(knob.Chosen)}"), LineKind.Fault);
            }
        }

        return knob.Values == values
            ? knob.Chosen
            : throw new ArgumentException($"The knob {name} had {knob.Values - 1} other values when it was asked for first, and now has {values - 1}: give it the same everywhere.");
    }

    private int Turn(int values) => settings.Exists(FaultKinds.Knobs) && world.DrawChance(ChoiceDomain.Fault, settings.Activation)
        ? 1 + world.Draw(ChoiceDomain.Fault, values - 1)
        : 0;

    private bool IsActive(string name)
    {
        if (!_sites.TryGetValue(name, out bool active))
        {
            active = settings.Exists(FaultKinds.Sites) && world.DrawChance(ChoiceDomain.Fault, settings.Activation);
            _sites.Add(name, active);
        }

        return active;
    }
}
