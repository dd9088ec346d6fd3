using System.Diagnostics;
using System.Xml.Linq;
using Sim.Scenarios.Tool;

namespace Sim.Scenarios.Frameworks;

/// <summary>What a test host told of its tests, by name.</summary>
internal sealed class TestRun
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private static readonly string Repository = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private readonly Dictionary<string, XElement> _results;

    private TestRun(XDocument results)
    {
        _results = results.Descendants(Trx + "UnitTestResult").ToDictionary(result => Short(result.Attribute("testName")!.Value));
    }

    /// <summary>Every test with its outcome.</summary>
    public IEnumerable<KeyValuePair<string, string>> Outcomes => _results.Select(result => KeyValuePair.Create(result.Key, Outcome(result.Key))).OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The folder of a fixture.</summary>
    public static string FolderOf(string fixture) => Path.Combine(Repository, "tests", "Fixtures", fixture);

    /// <summary>Runs the tests of a built fixture with <c>dotnet test</c>, as anybody would: nothing is set but what the package sets.</summary>
    public static async Task<TestRun> OfAsync(string fixture, string filter = "", params (string Name, string Value)[] environment)
    {
        using TemporaryFolder folder = new();
        string results = folder.Path("results");
        string[] arguments = ["test", FolderOf(fixture), "-c", Configuration, "--no-build", "-p:IsTestProject=true", "--logger", "trx;LogFileName=run.trx", "--results-directory", results];
        using Process process = Start("dotnet", filter.Length == 0 ? arguments : [.. arguments, "--filter", filter], environment);
        ToolResult end = await SimTool.EndOfAsync(process);
        string file = Path.Combine(results, "run.trx");
        return File.Exists(file) ? new TestRun(XDocument.Load(file)) : throw new InvalidOperationException($"The test host told nothing: {end.Output}{end.Errors}");
    }

    /// <summary>Starts a process that knows nothing of the one that starts it.</summary>
    public static Process Start(string file, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("DOTNET_PROCESSOR_COUNT");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public string Outcome(string test) => _results[test].Attribute("outcome")!.Value;

    /// <summary>What a test failed with.</summary>
    public string Message(string test) => Text(test, "Message");

    /// <summary>Where a test failed.</summary>
    public string Stack(string test) => Text(test, "StackTrace");

    /// <summary>What a test wrote.</summary>
    public string Output(string test) => Text(test, "StdOut");

    private static string Short(string name) => name.Replace("Sim.XunitFixtures.", "", StringComparison.Ordinal);

    private string Text(string test, string element) => _results[test].Descendants(Trx + element).FirstOrDefault()?.Value ?? "";
}
