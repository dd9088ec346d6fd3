using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Sim.AspNetCore;

/// <summary>A program that runs on a simulated host: every host that it builds is made part of the simulation.</summary>
internal sealed class WebProgram(SimulatedHost host, SimulatedNetwork network, EntryPoint entry, Action<IHostBuilder> configure)
{
    private readonly RecordedHostBuilder _changes = new();

    public SimulatedHost Host => host;

    public SimulatedNetwork Network => network;

    /// <summary>Runs the program to its end. It blocks, as programs do.</summary>
    public void Run(string[] args)
    {
        configure(_changes);
        HostWatcher.Watch(this);
        int code = entry.Run([.. args, .. ArgumentsBeside(args)]);
        if (code != 0)
        {
            host.Log($"exited with code {code}");
        }
    }

    /// <summary>The program is about to build a host.</summary>
    public void OnBuilding(IHostBuilder builder)
    {
        var setup = new HostSetup(this);
        builder.ConfigureServices(setup.ReplaceOutside);
        _changes.Replay(builder);
        builder.ConfigureServices(setup.ReplaceServer);
    }

    /// <summary>The program has built a host.</summary>
    public void OnBuilt(IHost built)
    {
        _changes.Check(built.Services);
        Registrations.ReleaseWith(host, built.Services);
        var lifetime = (IHostApplicationLifetime?)built.Services.GetService(typeof(IHostApplicationLifetime));
        lifetime?.ApplicationStarted.UnsafeRegister(static host => ((SimulatedHost)host!).MarkStarted(), host);
    }

    /// <summary>What the program would find out from its process, which is not its own here, it is told, unless the caller did.</summary>
    private IEnumerable<string> ArgumentsBeside(string[] args)
    {
        IConfigurationRoot given = new ConfigurationBuilder().AddCommandLine(args).Build();
        var known = new Dictionary<string, string?>
        {
            [HostDefaults.ApplicationKey] = entry.Assembly.GetName().Name,
            [HostDefaults.EnvironmentKey] = Environments.Production,
            [HostDefaults.ContentRootKey] = Path.GetDirectoryName(entry.Assembly.Location),
        };
        IConfigurationRoot told = new ConfigurationBuilder().AddInMemoryCollection(known).AddConfiguration(_changes.HostConfiguration).Build();
        return from setting in told.AsEnumerable()
               where setting.Value is not null && given[setting.Key] is null
               select $"--{setting.Key}={setting.Value}";
    }
}
