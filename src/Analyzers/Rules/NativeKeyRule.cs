using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Keys that a library of the operating system draws inside itself, where no seed reaches.</summary>
internal sealed class NativeKeyRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM2007",
        "Keys of the cryptographic library differ from run to run",
        "'{0}' makes a key inside the cryptographic library, another one in each run: import a key of the test's",
        Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM2007.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Security.Cryptography.RSA", "Create"),
        new("System.Security.Cryptography.DSA", "Create"),
        new("System.Security.Cryptography.ECDsa", "Create"),
        new("System.Security.Cryptography.ECDiffieHellman", "Create"),
        new("System.Security.Cryptography.ECAlgorithm", "GenerateKey"),
        new("System.Security.Cryptography.RSACryptoServiceProvider", ".ctor"),
    ];

    /// <summary>Given parameters, it imports.</summary>
    protected override bool Applies(IOperation operation, ISymbol member, KnownTypes types) =>
        member is not IMethodSymbol method || !method.Parameters.Any(parameter => parameter.Type.Name is "RSAParameters" or "DSAParameters" or "ECParameters");
}
