using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Sim.WebApp;
using Sim.Worker;

namespace Sim.Scenarios.AspNetCore;

/// <summary>How programs are built, started, changed and stopped.</summary>
public class HostingTests
{
    [Theory]
    [InlineData("slim", "hello")]
    [InlineData("full", "hello")]
    [InlineData("startup", "hello from Startup")]
    public void Every_builder_will_do(string builder, string answer) => Web.Passes(async sim =>
    {
        await sim.AddWebHost<Greeter>("shop", "--builder", builder).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        Assert.Equal(answer, await client.GetStringAsync("/"));
    });

    [Fact]
    public void A_program_without_a_server_runs_until_it_is_stopped()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            SimulatedHost worker = sim.AddWebHost<Cleaner>("worker");
            await worker.Started;
            await Task.Delay(TimeSpan.FromSeconds(35));
            await worker.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(35));
        }))
        {
            Assert.Equal(["worker: cleaned", "worker: cleaned", "worker: cleaned", "worker: exited with code 3"], Web.Lines(result));
        }
    }

    [Fact]
    public void A_main_that_throws_is_the_crash_of_that_process()
    {
        RunResult result = Simulator.Run(static async sim => await sim.AddWebHost<Greeter>("shop", "--builder", "broken").Completion);
        Assert.Equal(RunOutcome.Crashed, result.Outcome);
        Assert.Equal("The process of shop would have crashed: InvalidOperationException: The settings are not there.", result.Failure?.Message);
    }

    [Fact]
    public void A_request_in_flight_is_answered_before_the_host_goes_down()
    {
        foreach (RunResult result in Web.Passes(static async sim =>
        {
            SimulatedHost shop = sim.AddWebHost<Greeter>("shop");
            await shop.Started;
            using HttpClient client = sim.Network.CreateHttpClient("http://shop");
            Task<string> answer = client.GetStringAsync("/slow/3000");
            await Task.Delay(1_000);
            Task stopped = shop.StopAsync();
            await Task.Delay(500);
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/"));
            Assert.False(stopped.IsCompleted);
            Assert.Equal("done", await answer);
            await stopped;
            sim.Log("down");
        }))
        {
            Assert.Equal(["shop: GET /slow/3000", "shop: 200 GET /slow/3000", "test: down"], Web.Lines(result));
            Assert.InRange(result.VirtualTime.TotalSeconds, 3, 3.1);
        }
    }

    [Fact]
    public void A_host_that_is_down_can_be_added_anew_under_another_name() => Web.Passes(static async sim =>
    {
        SimulatedHost first = sim.AddWebHost<Greeter>("first");
        await first.Started;
        await first.StopAsync();
        await sim.AddWebHost<Greeter>("second").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://second");
        Assert.Equal("hello", await client.GetStringAsync("/"));
    });

    [Fact]
    public void A_program_is_told_its_name_and_where_its_files_are() => Web.Passes(static async sim =>
    {
        await sim.AddWebHost<Greeter>("shop").Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        Assert.Equal(
            ["Production", "Sim.WebApp", Path.GetDirectoryName(typeof(Greeter).Assembly.Location)!],
            (await client.GetFromJsonAsync<string[]>("/environment"))!);
        Assert.Equal("from appsettings.json", await client.GetStringAsync("/setting/Motto"));
    });

    /// <summary>Mutation: HostSetup leaves the environment's file providers as they are; a page with asp-append-version then starts a watcher.</summary>
    [Theory]
    [InlineData("slim")]
    [InlineData("full")]
    [InlineData("startup")]
    public void Files_are_read_and_not_watched(string builder) => Web.Passes(async sim =>
    {
        var seen = new TaskCompletionSource<bool>();
        void AddReader(IServiceCollection services) => services.AddHostedService(provider => new FileReader(provider, seen));
        await sim.AddWebHost<Greeter>("shop", change => change.ConfigureServices(AddReader), "--builder", builder).Started;
        Assert.True(await seen.Task);
    });

    [Fact]
    public void What_a_program_configures_can_be_changed() => Web.Passes(static async sim =>
    {
        static void Change(IHostBuilder builder) => builder
            .UseEnvironment("Staging")
            .ConfigureAppConfiguration(static (_, settings) => settings.AddInMemoryCollection([new("Motto", "changed")]))
            .ConfigureServices(static services => services.AddSingleton<TimeProvider>(new StoppedClock()));
        await sim.AddWebHost<Greeter>("shop", Change).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop");
        Assert.Equal("Staging", (await client.GetFromJsonAsync<string[]>("/environment"))![0]);
        Assert.Equal("changed", await client.GetStringAsync("/setting/Motto"));
        Assert.Equal("\"1970-01-01T00:00:00+00:00\"", await client.GetStringAsync("/time"));
    });

    [Fact]
    public void The_web_host_can_be_changed_too() => Web.Passes(static async sim =>
    {
        static void Change(IHostBuilder builder) => builder.ConfigureWebHost(static web => web
            .UseSetting("Motto", "set").UseEnvironment("Staging").UseKestrel(static kestrel => kestrel.ListenAnyIP(8080)));
        await sim.AddWebHost<Greeter>("shop", Change).Started;
        using HttpClient client = sim.Network.CreateHttpClient("http://shop:8080");
        Assert.Equal("Staging", (await client.GetFromJsonAsync<string[]>("/environment"))![0]);
        Assert.Equal("set", await client.GetStringAsync("/setting/Motto"));
    });

    [Fact]
    public void An_environment_that_the_program_does_not_take_up_is_an_error()
    {
        RunResult result = Simulator.Run(static async sim =>
            await sim.AddWebHost<Cleaner>("worker", static builder => builder.UseEnvironment("Staging")).Completion);
        Assert.Contains("does not pass its arguments on", result.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_has_no_program() => Web.Passes(static sim =>
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => sim.AddWebHost<Simulation>("shop"));
        Assert.Contains("Sim.Simulation has no entry point", exception.Message, StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    [Fact]
    public void A_host_built_outside_of_every_run_is_left_alone()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        using IHost host = builder.Build();
        Assert.Same(TimeProvider.System, host.Services.GetService<TimeProvider>() ?? TimeProvider.System);
        Assert.NotEmpty(host.Services.GetServices<Microsoft.Extensions.Logging.ILoggerProvider>());
    }

    private sealed class FileReader(IServiceProvider provider, TaskCompletionSource<bool> seen) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            IWebHostEnvironment environment = provider.GetRequiredService<IWebHostEnvironment>();
            IFileProvider host = provider.GetRequiredService<IHostEnvironment>().ContentRootFileProvider;
            foreach (IFileProvider files in (IFileProvider[])[host, environment.ContentRootFileProvider, environment.WebRootFileProvider])
            {
                files.Watch("appsettings.json").RegisterChangeCallback(static _ => { }, null);
            }

            seen.SetResult(environment.ContentRootFileProvider.GetFileInfo("appsettings.json").Exists);
            return Task.CompletedTask;
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
