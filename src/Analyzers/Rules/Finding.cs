using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>What a rule found.</summary>
/// <param name="location">What is to be underlined.</param>
/// <param name="what">The name of it, for the message.</param>
internal sealed class Finding(Location location, string what)
{
    public Location Location => location;

    public string What => what;
}
