using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sim.Benchmarks.Web;

/// <summary>A program run for real: its entry point on a thread of its own, Kestrel on a free port of the loopback interface.</summary>
internal sealed class LoopbackApp : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly TaskCompletionSource<IHost> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Thread _thread;
    private readonly IHost _host;

    private LoopbackApp(Assembly program, string[] args)
    {
        Action<string[]> main = program.EntryPoint!.CreateDelegate<Action<string[]>>();
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        _thread = new Thread(() => main([.. args, "--urls=http://127.0.0.1:0"])) { IsBackground = true };
        _thread.Start();
        _host = _built.Task.GetAwaiter().GetResult();
        _subscriptions.ForEach(static subscription => subscription.Dispose());
        using var started = new ManualResetEventSlim();
        _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.Set);
        started.Wait();
        Address = _host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    /// <summary>Starts the program to which a type belongs.</summary>
    public static LoopbackApp Start<TProgram>(params string[] args) => new(typeof(TProgram).Assembly, args);

    /// <summary>Stops it in an orderly way, and waits.</summary>
    public void Dispose()
    {
        _host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        _thread.Join();
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
        {
            // In the simulation lines go to the trace; for real they would go to the terminal.
            builder.ConfigureLogging(static logging => logging.ClearProviders());
        }
        else if (value is { Key: "HostBuilt", Value: IHost host })
        {
            _built.TrySetResult(host);
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
