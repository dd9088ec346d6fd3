using Sim;

namespace Raft.Simulations;

/// <summary>What a cluster goes through.</summary>
/// <param name="Flaw">The mistake that its nodes make.</param>
/// <param name="Nodes">How many nodes it has.</param>
internal sealed record Scenario(Flaw Flaw, int Nodes)
{
    /// <summary>How many clients there are; each does one thing after another.</summary>
    public int Clients { get; init; } = 3;

    /// <summary>The keys that clients use.</summary>
    public string[] Keys { get; init; } = ["x", "y"];

    /// <summary>How long there is trouble.</summary>
    public TimeSpan Trouble { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Of what kinds; which of them exist in a run is drawn.</summary>
    public FaultKinds Kinds { get; init; } = FaultKinds.Usual;

    /// <summary>Kinds that exist in every run.</summary>
    public FaultKinds Always { get; init; }

    /// <summary>Trouble that aims, in place of what is drawn; null for none.</summary>
    public Func<Nemesis, Task>? Nemesis { get; init; }
}
