using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sim.Docs;

/// <summary>
/// A block of C# on a page, and how it is made a program: it may be a file, members of a class, or statements of an async method,
/// whichever compiles. What it takes for granted stands in the page's preamble: <c>Preambles/NAME.cs</c>, where the page's path gives the name
/// with dashes for slashes, or that of the folder if the page has none. Three dots, alone on a line or in braces, stand for what is left out.
/// </summary>
internal sealed partial class Snippet(CodeBlockOfPage block)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Sim;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) != "Sim.Docs.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Marked as a part of something that is not shown, so that it cannot compile.</summary>
    public bool IsFragment => block.Arguments.Split(' ').Contains("fragment");

    /// <summary>Why it does not compile, or nothing.</summary>
    public IReadOnlyList<string> Errors()
    {
        string preamble = Preamble();
        List<IReadOnlyList<string>> attempts = [];
        foreach (string program in Programs(Whole(block.Text)))
        {
            string[] errors = [.. Errors(program, preamble)];
            if (errors.Length == 0)
            {
                return [];
            }

            attempts.Add(errors);
        }

        return attempts.MinBy(static errors => errors.Count)!;
    }

    private static IEnumerable<string> Programs(string code)
    {
        (string usings, string body) = Split(code);
        yield return code;
        yield return $$"""
            {{usings}}
            class Snippet : Page
            {
            {{body}}
            }
            """;
        yield return $$"""
            {{usings}}
            class Snippet : Page
            {
                async Task Statements()
                {
            {{body}}
                    await Task.Yield();
                }
            }
            """;
    }

    private static (string Usings, string Code) Split(string code)
    {
        ILookup<bool, string> lines = code.Split('\n').ToLookup(static line => UsingLine().IsMatch(line));
        return (string.Join('\n', lines[true]), string.Join('\n', lines[false]));
    }

    private static string Whole(string code) => DotsInBraces().Replace(DotsOnLine().Replace(code, ""), "{ await Task.Yield(); throw new InvalidOperationException(); }");

    private static IEnumerable<string> Errors(string program, string preamble)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(Usings, Parsing), CSharpSyntaxTree.ParseText(preamble, Parsing), CSharpSyntaxTree.ParseText(program, Parsing)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        return compilation.GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static error => error.ToString());
    }

    private string Preamble()
    {
        string folder = Path.Combine(Repository.Root, "tests/Docs/Preambles");
        string name = Path.ChangeExtension(block.Page, null);
        while (name != "")
        {
            string file = Path.Combine(folder, name.Replace('/', '-') + ".cs");
            if (File.Exists(file))
            {
                return File.ReadAllText(file);
            }

            name = Path.GetDirectoryName(name) ?? "";
        }

        return File.ReadAllText(Path.Combine(folder, "Any.cs"));
    }

    [GeneratedRegex(@"^using [\w.]+( = .*)?;", RegexOptions.None)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"^\s*\.\.\.\s*$", RegexOptions.Multiline)]
    private static partial Regex DotsOnLine();

    [GeneratedRegex(@"\{ \.\.\. \}")]
    private static partial Regex DotsInBraces();
}
