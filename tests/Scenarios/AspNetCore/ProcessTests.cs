using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sim.WebApp;

namespace Sim.Scenarios.AspNetCore;

/// <summary>What the process in which a simulation runs has to do with a program in it: nothing.</summary>
public class ProcessTests
{
    /// <summary>Seen to fail: Endpoints does not forget the environment (connection refused at port 80).</summary>
    [Theory]
    [InlineData("slim", "ASPNETCORE_URLS", "http://*:5005")]
    [InlineData("full", "ASPNETCORE_URLS", "http://*:5005")]
    [InlineData("startup", "ASPNETCORE_URLS", "http://*:5005")]
    [InlineData("full", "ASPNETCORE_HTTP_PORTS", "8080;8081")]
    [InlineData("full", "DOTNET_URLS", "http://*:5005")]
    public void An_address_in_the_environment_of_the_process_is_no_hosts(string builder, string variable, string value) => With(variable, value, () => Web.Passes(async sim =>
    {
        await sim.AddWebHost<Greeter>("shop", "--builder", builder).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        Assert.StartsWith("hello", await client.GetStringAsync("/"), StringComparison.Ordinal);
    }));

    /// <summary>Seen to fail: OwnSettings finds nothing anywhere (connection refused at port 8080).</summary>
    [Theory]
    [InlineData("--urls", "http://*:8080")]
    [InlineData("--http_ports", "8080")]
    public void A_programs_own_address_holds_beside_one_in_the_environment(string setting, string value) =>
        With("ASPNETCORE_HTTPS_PORTS", "5006", () => Web.Passes(async sim =>
        {
            await sim.AddWebHost<Greeter>("shop", setting, value).Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop:8080");
            Assert.Equal("hello", await client.GetStringAsync("/"));
        }));

    /// <summary>
    /// Which of it happens is decided once for the process, so that a process in which a container was used before would have more steps.
    /// Seen to fail: World.Enqueue takes in all items.
    /// </summary>
    [Fact]
    public void What_a_container_of_services_compiles_is_no_step()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            await using ServiceProvider provider = new ServiceCollection().AddTransient<Service>().BuildServiceProvider();
            for (int i = 0; i < 5; i++)
            {
                Assert.NotNull(provider.GetService<Service>());
                await Task.Yield();
            }
        }))
        {
            Assert.Equal(6, result.Trace.Count);
        }
    }

    /// <summary>Seen to fail: AddWebHost runs the program under its own name.</summary>
    [Fact]
    public void A_program_begins_in_its_main()
    {
        foreach (RunResult result in Web.Passes(static async sim => await sim.AddWebHost<Greeter>("shop").Started))
        {
            Assert.Equal("Program.Main", result.Trace.First(static step => step.Host == "shop").Method);
        }
    }

    /// <summary>Seen to fail: StepMethods looks for no callback in an item.</summary>
    [Fact]
    public void What_is_queued_goes_by_the_name_of_what_it_calls()
    {
        foreach (RunResult result in Web.Passes(static async sim => await sim.AddWebHost<Greeter>("shop").Started))
        {
            Assert.Contains(result.Trace, static step => step.Method == "ConnectionDispatcher.StartAcceptingConnectionsCore");
            Assert.DoesNotContain(result.Trace, static step => step.Method.Contains("QueueUserWorkItem", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// Otherwise finalizers of connections would keep whole programs through one collection more.
    /// Seen to fail: ClientConnections leaves the handlers to the collector.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_handlers_of_a_hosts_clients_end_with_it(bool stops)
    {
        SocketsHttpHandler? handler = null;
        Web.Passes(async sim =>
        {
            void Keep(IServiceCollection services) => services.ConfigureHttpClientDefaults(client =>
                client.UseSocketsHttpHandler((made, _) => handler = made));
            SimulatedHost front = sim.AddWebHost<Greeter>("front", change => change.ConfigureServices(Keep));
            await Task.WhenAll(front.Started, sim.AddWebHost<Greeter>("backend").Started);
            using HttpClient client = sim.Network.CreateHttpClient("http://front");
            await client.GetStringAsync("/forward");
            if (stops)
            {
                await front.StopAsync();
                Assert.Throws<ObjectDisposedException>(() => handler!.MaxConnectionsPerServer = 1);
            }
        });
        Assert.Throws<ObjectDisposedException>(() => handler!.MaxConnectionsPerServer = 1);
    }

    private static void With(string variable, string value, Action action)
    {
        string? before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            action();
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    private sealed class Service;
}
