using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Sim.AspNetCore;

/// <summary>
/// Hears of every host that is built in the process, by the events that .NET's own tools use, and tells the simulated program in whose code it
/// happens.
/// </summary>
internal sealed class HostWatcher : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<WebProgram?> s_program = new();
    private static readonly Lazy<IDisposable> s_subscription = new(Subscribe);

    /// <summary>Subscribes, if that has not been done yet.</summary>
    public static void Prepare() => _ = s_subscription.Value;

    /// <summary>Whatever the calling code builds from now on is that program's.</summary>
    public static void Watch(WebProgram program) => s_program.Value = program;

    public void OnNext(DiagnosticListener value)
    {
        if (s_program.Value is not null && value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (s_program.Value is not { } program)
        {
            return;
        }

        switch (value.Key)
        {
            case "HostBuilding":
                program.OnBuilding((IHostBuilder)value.Value!);
                break;
            case "HostBuilt":
                program.OnBuilt((IHost)value.Value!);
                break;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <summary>Once for the process: subscriptions stay with it.</summary>
    private static IDisposable Subscribe()
    {
        // Watching files for changes costs the process a watcher each, and a change of one is no part of a run.
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
        ExpressionCode.CompileQuickly();
        return DiagnosticListener.AllListeners.Subscribe(new HostWatcher());
    }
}
