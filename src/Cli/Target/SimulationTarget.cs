namespace Sim.Cli.Target;

/// <summary>The user's assembly, and what <c>dotnet exec</c> needs to run a worker on its dependencies.</summary>
/// <param name="Argument">What the user typed; commands in reports repeat it.</param>
/// <param name="Assembly">The full path of the dll.</param>
/// <param name="RuntimeConfig">The user's runtime configuration, or a generated one.</param>
/// <param name="Deps">The user's deps file, or a generated one.</param>
/// <param name="ProbingPaths">Where packages lie that the build did not copy.</param>
internal sealed record SimulationTarget(
    string Argument, string Assembly, string RuntimeConfig, string Deps, IReadOnlyList<string> ProbingPaths)
{
    public IEnumerable<string> ExecArguments =>
        ["exec", "--runtimeconfig", RuntimeConfig, "--depsfile", Deps, .. ProbingPaths.SelectMany(Probing)];

    private static string[] Probing(string path) => ["--additionalprobingpath", path];
}
