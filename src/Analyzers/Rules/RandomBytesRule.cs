using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Random bytes of the operating system: the run's own inside steps where the platform lets them be.</summary>
internal sealed class RandomBytesRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM4002",
        "Random bytes are the run's on x64 Linux only",
        "'{0}' draws from the run's seed in a simulation on x64 Linux, and differs in each run elsewhere: Simulation.Random and Random.Shared are the run's everywhere",
        Portability,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM4002.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Guid", "NewGuid", "CreateVersion7"),
        new("System.Random", ".ctor"),
        new("System.Security.Cryptography.RandomNumberGenerator"),
        new("System.IO.Path", "GetRandomFileName"),
    ];

    /// <summary>A generator with a seed of its own is the same everywhere.</summary>
    protected override bool Applies(IOperation operation, ISymbol member, KnownTypes types) =>
        member is not IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: false };
}
