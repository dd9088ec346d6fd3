using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>One thing that capture cannot reach. Rules hold no state: they are asked from several threads.</summary>
internal abstract class Rule
{
    public const string Escapes = "Escapes";
    public const string Determinism = "Determinism";
    public const string Waits = "Waits";
    public const string Portability = "Portability";

    /// <summary>Where the rules' pages are: in the repository, and in the package.</summary>
    protected const string Pages = "docs/analyzers/";

    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>What it wants to be asked about.</summary>
    public abstract ImmutableArray<OperationKind> Kinds { get; }

    /// <summary>What there is to report about an operation, or null. Whether a simulation reaches it is not its business.</summary>
    public abstract Finding? Look(IOperation operation, KnownTypes types);
}
