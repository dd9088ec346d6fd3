using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>
/// The process in which user code runs, started by <see cref="Launching.RunningWorker"/>. It lives on the user's dependencies, so
/// nothing here may touch the command line's packages.
/// </summary>
internal static class WorkerMain
{
    public const string Command = "worker";

    /// <summary>Runs <c>worker ASSEMBLY REQUEST-FILE MARKER-FILE PIPE-HANDLE</c>.</summary>
    public static int Run(string[] args)
    {
        if (args is not [_, var assembly, var request, var marker, var pipe])
        {
            Console.Error.WriteLine("`sim worker` is started by sim itself; see `sim --help`.");
            return ExitCode.WrongInput;
        }

        ProbeFolderOf(assembly);
        return RunPrepared(request, marker, pipe);
    }

    // A dll without a deps file names none of its neighbors to the runtime.
    private static void ProbeFolderOf(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly) ?? "";
        AssemblyLoadContext.Default.Resolving += (context, name) =>
        {
            var candidate = Path.Combine(folder, name.Name + ".dll");
            return File.Exists(candidate) ? context.LoadFromAssemblyPath(candidate) : null;
        };
    }

    // Not inlined: compiling it loads Sim.Simulation, which must find the probe above in place.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunPrepared(string request, string marker, string pipe)
    {
        WorkerProcess.Prepare();
        LauncherLink.EndWithLauncher();
        using var link = new LauncherLink(pipe);
        WorkerProcess.OnLost = message => link.Send(new LostMessage(message));
        WorkerProcess.OnExit = message => link.Send(new ExitingMessage(message));
        WorkerProcess.CaptureConsole();

        // Never closed: threads write to it until the process ends.
        var marks = RunMarker.Open(marker);
        DebuggerWatch.Start(marks);
        try
        {
            Serve(Wire.ReadRequest(File.ReadAllText(request)), link, marks);
        }
        catch (Exception wrong) when (wrong is WrongInputException or PlatformNotSupportedException)
        {
            link.Send(new RefusedMessage(wrong.Message, ExitCode.WrongInput));
        }

        return ExitCode.NothingFound;
    }

    private static void Serve(WorkerRequest request, LauncherLink link, RunMarker marks)
    {
        var found = Discovery.Find(request.Assembly, request.Filter);
        link.Send(new FoundMessage([.. found.Select(one => one.Info)]));
        switch (request.Mode)
        {
            case WorkerMode.Explore:
                new Explorer(request, marks, link).ExploreAll(found);
                break;
            case WorkerMode.Replay:
                new Replayer(request, marks, link).Replay(found);
                break;
            case WorkerMode.Token:
                var one = found.Single(one => one.Info.Name == request.Simulation);
                link.Send(new TokenMessage(Simulator.SeedToken(one.Info.Name, request.Limits.ForExploring(one))));
                break;
        }

        link.Send(new DoneMessage());
    }
}
