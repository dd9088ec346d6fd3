using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sim.Docs;

/// <summary>
/// A block of C# on a page, and how it is made a program: it may be a file, members of a class, or statements of an async method,
/// whichever compiles. What it takes for granted stands in the page's preamble: <c>Preambles/NAME.cs</c>, where the page's path gives the name
/// with dashes for slashes, or that of the folder if the page has none. A block marked <c>csharp run</c> also runs in a simulation. Three dots, alone on a line or in braces, stand for what is left out.
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

    /// <summary>Marked as one that runs in a simulation, and passes there.</summary>
    public bool Runs => block.Arguments.Split(' ').Contains("run");

    /// <summary>Runs its statements.</summary>
    public RunResult Run(RunOptions options)
    {
        using MemoryStream image = new();
        Assert.True(Compiled(Programs(Whole(block.Text)).Last(), Preamble()).Emit(image).Success, $"{block} is no list of statements that compile.");
        Type type = Assembly.Load(image.ToArray()).GetType("Snippet")!;
        return Simulator.Run(sim =>
        {
            object snippet = Activator.CreateInstance(type)!;
            type.GetField("sim")!.SetValue(snippet, sim);
            return (Task)type.GetMethod("Statements")!.Invoke(snippet, null)!;
        }, options);
    }

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
                public async Task Statements()
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

    private static IEnumerable<string> Errors(string program, string preamble) =>
        Compiled(program, preamble).GetDiagnostics().Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static error => error.ToString());

    private static CSharpCompilation Compiled(string program, string preamble) => CSharpCompilation.Create(
        "Snippet",
        [CSharpSyntaxTree.ParseText(Usings, Parsing), CSharpSyntaxTree.ParseText(preamble, Parsing), CSharpSyntaxTree.ParseText(program, Parsing)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

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
