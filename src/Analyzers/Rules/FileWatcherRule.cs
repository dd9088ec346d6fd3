using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>Files that are watched: the operating system calls back on a thread of its own.</summary>
internal sealed class FileWatcherRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM1005",
        "A file watcher leaves the simulation",
        "'{0}' watches files, and calls back on a thread that the simulation does not control: do not watch in a simulation (reloadOnChange: false)",
        Escapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM1005.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } = [new("System.IO.FileSystemWatcher", ".ctor")];

    /// <summary>Configuration is watched where the argument says so, whoever declares the method.</summary>
    public override Finding? Look(IOperation operation, KnownTypes types) =>
        operation is IInvocationOperation call && call.Arguments.Any(Reloads)
            ? new Finding(operation.Syntax.GetLocation(), $"{call.TargetMethod.Name}(reloadOnChange: true)")
            : base.Look(operation, types);

    private static bool Reloads(IArgumentOperation argument) =>
        argument is { Parameter.Name: "reloadOnChange", Value.ConstantValue: { HasValue: true, Value: true } };
}
