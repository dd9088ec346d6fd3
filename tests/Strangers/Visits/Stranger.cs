extern alias controllerApi;
extern alias empty;
extern alias minimalApi;
extern alias modelViewController;
extern alias razorPages;

using System.Reflection;

namespace Sim.Strangers;

/// <summary>A program that the SDK's templates made, and what is asked of it.</summary>
internal sealed class Stranger(string program, string environment, Func<Simulation, string, string[], SimulatedHost> add, params string[] paths)
{
    private static readonly string s_generated = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static entry => entry.Key == "Generated").Value!;

    private static readonly string[] s_api = ["GET /weatherforecast", "GET /openapi/v1.json", "POST /weatherforecast", "GET /nothing"];

    private static readonly string[] s_site =
    [
        "GET /", "HEAD /", "GET /css/site.css", "GET /js/site.js", "GET /favicon.ico",
        "GET /lib/jquery-validation/dist/jquery.validate.min.js", "GET /nothing",
    ];

    /// <summary>Each program in the environment that its launch settings name, and in the one it is published for.</summary>
    public static IReadOnlyList<Stranger> All { get; } = [.. In("Development"), .. In("Production")];

    /// <summary>What the generated project is called.</summary>
    public string Program => program;

    /// <summary>The program and its environment.</summary>
    public string Name => $"{program}.{environment}";

    /// <summary>Where its project lies.</summary>
    public string Folder => Path.Combine(s_generated, program);

    /// <summary>What the templates' launch settings and the working directory say when a person starts it.</summary>
    public string[] Args => [$"--environment={environment}", $"--contentRoot={Folder}"];

    /// <summary>What was answered over real sockets.</summary>
    public string AnswersFile => Path.Combine(s_generated, $"{Name}.txt");

    /// <summary>Adds it to a simulation.</summary>
    public SimulatedHost AddTo(Simulation sim) => add(sim, "stranger", Args);

    /// <summary>Asks for everything it has, and for what it does not have.</summary>
    public Task<string> VisitAsync(HttpClient client) => new Visitor(client).AskAsync(paths);

    private static Stranger[] In(string environment) =>
    [
        new("ControllerApi", environment, WebSimulationExtensions.AddWebHost<controllerApi::Program>, s_api),
        new("MinimalApi", environment, WebSimulationExtensions.AddWebHost<minimalApi::Program>, s_api),
        new("RazorPages", environment, WebSimulationExtensions.AddWebHost<razorPages::Program>, [.. s_site, "GET /Privacy", "GET /Error", "GET /RazorPages.styles.css"]),
        new("ModelViewController", environment, WebSimulationExtensions.AddWebHost<modelViewController::Program>, [.. s_site, "GET /Home/Privacy", "GET /Home/Error"]),
        new("Empty", environment, WebSimulationExtensions.AddWebHost<empty::Program>, "GET /", "HEAD /", "DELETE /", "GET /nothing"),
    ];
}
