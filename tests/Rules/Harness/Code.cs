using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Sim.Analyzers;

namespace Sim.Rules;

/// <summary>A program for the analyzer. What it is expected to report stands between [| and |].</summary>
internal sealed class Code
{
    private const string Open = "[|";
    private const string Close = "|]";

    private const string Usings = """
        global using System;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Runtime.CompilerServices;
        global using System.Security.Cryptography;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Sim;
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is { } name && (name.StartsWith("System", StringComparison.Ordinal) || name is "Sim.Simulation.dll" or "Sim.Loop.dll" or "netstandard.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly List<TextSpan> _expected = [];

    public Code(string marked) => Text = Unmarked(marked);

    public string Text { get; }

    public IReadOnlyList<TextSpan> Expected => _expected;

    /// <summary>Statements of a simulation's body.</summary>
    public static Code InSimulation(string statements, string members = "") => new($$"""
        class Tests
        {
            [Simulation]
            public async Task Test(Simulation sim)
            {
                {{statements}}
                await Task.Yield();
            }

            {{members}}
        }
        """);

    /// <summary>The document of a project that holds it, as editors have it.</summary>
    public Document Document(string? settings = null)
    {
        AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("Program", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Preview))
            .WithMetadataReferences(References);
        project = project.AddDocument("Usings.cs", Usings, filePath: "/program/Usings.cs").Project;
        Document document = project.AddDocument("Program.cs", Text, filePath: "/program/Program.cs");
        return settings is null
            ? document
            : document.Project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From("root = true\n[*.cs]\n" + settings), filePath: "/program/.editorconfig").Project.GetDocument(document.Id)!;
    }

    /// <summary>What the analyzer says. The program has to compile.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error));
        CompilationWithAnalyzers analyzed = compilation.WithAnalyzers([new SimulationAnalyzer()], document.Project.AnalyzerOptions);
        ImmutableArray<Diagnostic> found = await analyzed.GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, static one => one.Id.StartsWith("AD", StringComparison.Ordinal));
        return [.. found.OrderBy(static one => one.Location.SourceSpan.Start)];
    }

    /// <summary>Whether a rule reports the marked places and no others.</summary>
    public async Task ReportsAsync(string rule, string? settings = null)
    {
        ImmutableArray<Diagnostic> found = await AnalyzeAsync(Document(settings));
        Assert.Equal(Lines(_expected), Lines(found.Where(one => one.Id == rule).Select(static one => one.Location.SourceSpan)));
    }

    private string Lines(IEnumerable<TextSpan> spans) => string.Join('\n', spans.OrderBy(static span => span.Start).Select(span => $"{span.Start}: {Text[span.Start..span.End]}"));

    private string Unmarked(string marked)
    {
        StringBuilder text = new();
        Stack<int> starts = new();
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith(Open, StringComparison.Ordinal))
            {
                starts.Push(text.Length);
                i++;
            }
            else if (marked.AsSpan(i).StartsWith(Close, StringComparison.Ordinal))
            {
                int start = starts.Pop();
                _expected.Add(TextSpan.FromBounds(start, text.Length));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return text.ToString();
    }
}
