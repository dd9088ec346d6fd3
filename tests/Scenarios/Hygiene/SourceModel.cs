using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Scenarios.Hygiene;

/// <summary>The sources of one project, compiled, so that a name means what it means to the compiler.</summary>
internal sealed class SourceModel
{
    /// <summary>Written by source generators, which do not run here.</summary>
    private const string PartialWithoutBody = "CS8795";

    private static readonly string[] ImplicitUsings =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private readonly CSharpCompilation _compilation;

    /// <param name="assembly">The project's assembly: friends of its dependencies are known by name.</param>
    /// <param name="files">The files, their paths from the project's folder.</param>
    public SourceModel(string assembly, IEnumerable<SourceText> files)
    {
        CSharpParseOptions parsing = new(LanguageVersion.Preview);
        string usings = string.Concat(ImplicitUsings.Select(name => $"global using {name};"));
        _compilation = CSharpCompilation.Create(
            assembly,
            [CSharpSyntaxTree.ParseText(usings, parsing), .. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, parsing, file.Path))],
            References(assembly),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, concurrentBuild: false));
    }

    public static SourceModel Of(Project project) =>
        new(project.Assembly, Repository.TextFiles(project.Folder, "*.cs").Select(file => file with { Path = Path.GetRelativePath(project.Folder, file.Path) }));

    /// <summary>Every syntax node of the sources, with the file that holds it.</summary>
    public IEnumerable<SyntaxNode> Nodes() => _compilation.SyntaxTrees.Where(tree => tree.FilePath != "").SelectMany(tree => tree.GetRoot().DescendantNodes());

    /// <summary>Every use, in one folder, of a type that another folder declares.</summary>
    public IEnumerable<FolderUse> UsesAcrossFolders()
    {
        ThrowIfBroken();
        return from tree in _compilation.SyntaxTrees
               let model = _compilation.GetSemanticModel(tree)
               from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
               let type = TypeOf(model.GetSymbolInfo(name).Symbol)
               where type is not null
               let folders = type.DeclaringSyntaxReferences.Select(reference => FolderOf(reference.SyntaxTree.FilePath)).Distinct().ToArray()
               where folders.Length > 0 && !folders.Contains(FolderOf(tree.FilePath))
               select new FolderUse(Place(name), tree.FilePath, FolderOf(tree.FilePath), folders[0], type.Name);
    }

    public static string Place(SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    public static string FolderOf(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : "";

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => (symbol as INamedTypeSymbol ?? symbol?.ContainingType)?.OriginalDefinition;

    /// <summary>Names that do not bind would pass in silence, so a model that does not compile judges nothing.</summary>
    private void ThrowIfBroken()
    {
        Diagnostic? error = _compilation.GetDiagnostics().FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error && found.Id != PartialWithoutBody);
        if (error is not null)
        {
            throw new InvalidOperationException($"The sources do not compile here, so their layering cannot be judged: {error}");
        }
    }

    private static IEnumerable<MetadataReference> References(string assembly) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != assembly)
            .Select(path => MetadataReference.CreateFromFile(path));
}

/// <summary>A use, in one folder, of a type that another folder declares.</summary>
internal sealed record FolderUse(string Place, string File, string From, string To, string Type);
