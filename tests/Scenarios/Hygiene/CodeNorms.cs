using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Scenarios.Hygiene;

/// <summary>What code must not do, seen from its syntax.</summary>
internal static class CodeNorms
{
    private const int MostLines = 500;

    /// <summary>What opens the door to another assembly's private members.</summary>
    private static readonly HashSet<string> KeysToInternals =
        ["UnsafeAccessor", "UnsafeAccessorAttribute", "UnsafeAccessorType", "UnsafeAccessorTypeAttribute", "GetUninitializedObject", "DynamicMethod", "IgnoresAccessChecksTo", Reflection];

    /// <summary>The tool needs it too: it looks at the user's methods, the private ones among them.</summary>
    private const string Reflection = "NonPublic";

    public static IEnumerable<string> LongFiles(IEnumerable<SourceText> files) =>
        from file in files
        let lines = file.Text.AsSpan().Count('\n')
        where lines > MostLines
        select $"{file.Path}: {lines} lines, at most {MostLines}: give a part of it a file and a name of its own";

    /// <summary>A finalizer runs on a thread, and at a time, that no schedule decides.</summary>
    public static IEnumerable<string> Finalizers(SourceModel sources) =>
        sources.Nodes().OfType<DestructorDeclarationSyntax>().Select(node => $"{SourceModel.Place(node)}: {node.Identifier} has a finalizer");

    public static IEnumerable<string> InternalsOutsideCapture(string assembly, SourceModel sources) =>
        from name in sources.Nodes().OfType<SimpleNameSyntax>()
        let key = name.Identifier.Text
        where KeysToInternals.Contains(key) && !(key == Reflection && assembly == "Sim.Cli")
        where (assembly, SourceModel.FolderOf(name.SyntaxTree.FilePath)) is not (("Sim.Simulation", "Capture") or ("Sim.AspNetCore", "Internals") or ("Sim.Reactive", "Internals"))
        select $"{assembly}/{SourceModel.Place(name)}: {key} opens the door to internals, which is for Sim.Simulation's folder Capture and the folders Internals of Sim.AspNetCore and Sim.Reactive alone";
}
