using System.Text.Json.Nodes;
using Sim.Cli.Launching;

namespace Sim.Cli.Target;

/// <summary>Makes what a class library lacks to be run: a runtime configuration on this tool's own version of the framework.</summary>
internal static class RuntimeConfig
{
    private const string BaseFramework = "Microsoft.NETCore.App";
    private const string WebFramework = "Microsoft.AspNetCore.App";

    public static string Generate(BuiltProject built, Workspace workspace)
    {
        string[] frameworks = NeedsWeb(built.Assembly) ? [BaseFramework, WebFramework] : [BaseFramework];
        var options = new JsonObject
        {
            ["tfm"] = $"net{Environment.Version.Major}.{Environment.Version.Minor}",
            ["frameworks"] = new JsonArray([.. frameworks.Select(Framework)]),
        };

        // Not said where it is not so: it would take the place of what the environment says.
        if (built.InvariantGlobalization)
        {
            options["configProperties"] = new JsonObject { ["System.Globalization.Invariant"] = true };
        }

        return workspace.Write("runtimeconfig.json", new JsonObject { ["runtimeOptions"] = options }.ToJsonString());
    }

    /// <summary>A deps file that names nothing; what the user's folder holds is then found by probing it.</summary>
    public static string EmptyDeps(Workspace workspace)
    {
        var target = $".NETCoreApp,Version=v{Environment.Version.Major}.{Environment.Version.Minor}";
        var deps = new JsonObject
        {
            ["runtimeTarget"] = new JsonObject { ["name"] = target },
            ["targets"] = new JsonObject { [target] = new JsonObject() },
            ["libraries"] = new JsonObject(),
        };
        return workspace.Write("deps.json", deps.ToJsonString());
    }

    private static JsonNode Framework(string name) => new JsonObject
    {
        ["name"] = name,
        ["version"] = $"{Environment.Version.Major}.{Environment.Version.Minor}.0",
    };

    /// <summary>Whether anything in the closure of references lies in ASP.NET Core's shared framework.</summary>
    private static bool NeedsWeb(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly) ?? "";
        var web = WebAssemblies();
        var seen = new HashSet<string>();
        var pending = new Queue<string>([assembly]);
        while (pending.TryDequeue(out var next))
        {
            foreach (var name in AssemblyReferences.Of(next).Where(seen.Add))
            {
                var neighbor = Path.Combine(folder, name + ".dll");
                if (File.Exists(neighbor))
                {
                    pending.Enqueue(neighbor);
                }
                else if (web.Contains(name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static HashSet<string> WebAssemblies()
    {
        var shared = Path.Combine(DotNet.FrameworkFolder, "..", "..", WebFramework);
        var versions = Directory.Exists(shared) ? Directory.GetDirectories(shared, $"{Environment.Version.Major}.*") : [];
        return [.. versions.SelectMany(version => Directory.EnumerateFiles(version, "*.dll")).Select(file => Path.GetFileNameWithoutExtension(file))];
    }
}
