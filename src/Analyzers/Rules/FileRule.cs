using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Files of the machine: all runs share them, and no crash takes what was not flushed.</summary>
internal sealed class FileRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM2001",
        "Real files outlive a run",
        "'{0}' is about files of the machine, which every run finds as the one before left them: write against IDisk, or hand the content in",
        Determinism,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM2001.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.IO.File"),
        new("System.IO.Directory"),
        new("System.IO.FileStream", ".ctor"),
        new("System.IO.FileInfo"),
        new("System.IO.DirectoryInfo"),
        new("System.IO.StreamReader", ".ctor"),
        new("System.IO.StreamWriter", ".ctor"),
        new("System.IO.Path", "GetTempFileName", "Exists"),
        new("System.IO.MemoryMappedFiles.MemoryMappedFile", "CreateFromFile"),
    ];

    /// <summary>A reader or a writer of a stream touches no file.</summary>
    protected override bool Applies(IOperation operation, ISymbol member, KnownTypes types) =>
        member.ContainingType.Name is not ("StreamReader" or "StreamWriter") || member is IMethodSymbol { Parameters.IsEmpty: false } method && method.Parameters[0].Type.SpecialType == SpecialType.System_String;
}
