using Microsoft.Extensions.Hosting;
using Sim.AspNetCore;
using Sim.Capture;

namespace Sim;

/// <summary>Lets programs built on ASP.NET Core or the generic host enter a simulation as they are.</summary>
public static class WebSimulationExtensions
{
    /// <summary>
    /// Adds a host that runs an ordinary program from its own entry point: an ASP.NET Core application, or any program that builds a
    /// generic host.
    /// </summary>
    /// <typeparam name="TProgram">
    /// Any type of the program's assembly. <c>Program</c> will do, unless two programs are referenced that have one: then name another type of each.
    /// </typeparam>
    /// <param name="simulation">The world.</param>
    /// <param name="name">The name under which others reach it.</param>
    /// <param name="args">The program's command line, such as <c>--urls http://*:8080</c>. Without an address it listens at port 80.</param>
    /// <remarks>
    /// <para>
    /// The entry point is run, so all that the program configures holds. Replaced are: the transport under Kestrel (the simulated network),
    /// <see cref="TimeProvider"/> (the host's), the log providers (the trace), the console's lifetime (<see cref="SimulatedHost.StopAsync"/>), and where clients of
    /// <see cref="IHttpClientFactory"/> connect to (the simulated network). The program is told its name, its environment (<c>Production</c>) and its content root
    /// (where its assembly lies) as arguments. Files of its content and web root are read and not watched.
    /// </para>
    /// <para>The host is up (<see cref="SimulatedHost.Started"/>) when the application listens or has started.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The assembly has no entry point, or the name is no name for a host, or taken.</exception>
    /// <exception cref="InvalidOperationException">The process does not have <c>DOTNET_PROCESSOR_COUNT</c> set to 33 or more.</exception>
    /// <exception cref="PlatformNotSupportedException">This version of ASP.NET Core is not known.</exception>
    public static SimulatedHost AddWebHost<TProgram>(this Simulation simulation, string name, params string[] args) =>
        AddWebHost<TProgram>(simulation, name, static _ => { }, args);

    /// <summary>As <see cref="AddWebHost{TProgram}(Simulation, string, string[])"/>, with changes to what the program configures.</summary>
    /// <typeparam name="TProgram">Any type of the program's assembly.</typeparam>
    /// <param name="simulation">The world.</param>
    /// <param name="name">The name under which others reach it.</param>
    /// <param name="configure">
    /// Changes to the program's host, applied after its own: <c>ConfigureServices</c>, <c>ConfigureAppConfiguration</c>, <c>UseEnvironment</c>, <c>ConfigureWebHost</c>. What configures
    /// the host itself (environment, content root) reaches the program as arguments, so it has to pass them to its builder.
    /// </param>
    /// <param name="args">The program's command line.</param>
    /// <exception cref="ArgumentException">The assembly has no entry point, or the name is no name for a host, or taken.</exception>
    /// <exception cref="InvalidOperationException">The process does not have <c>DOTNET_PROCESSOR_COUNT</c> set to 33 or more.</exception>
    /// <exception cref="PlatformNotSupportedException">This version of ASP.NET Core is not known.</exception>
    public static SimulatedHost AddWebHost<TProgram>(this Simulation simulation, string name, Action<IHostBuilder> configure, params string[] args)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(args);
        CaptureSupport.RequireExact("A web host");
        simulation.DoOnce(static () =>
        {
            AspNetSupport.Require();
            HostWatcher.Prepare();
        });
        var entry = EntryPoint.Of(typeof(TProgram).Assembly);
        return simulation.AddProgram(name, Run, entry.Main);

        Task Run(SimulatedHost host)
        {
            new WebProgram(host, simulation.Network, entry, configure).Run(args);
            return Task.CompletedTask;
        }
    }
}
