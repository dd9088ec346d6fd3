namespace Sim.Worker;

/// <summary>A program without a web server, whose Main is asynchronous, takes no arguments and has an exit code.</summary>
public static class Program
{
    public static async Task<int> Main()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Services.AddHostedService<Cleaner>();
        using IHost host = builder.Build();
        await host.RunAsync();
        return 3;
    }
}

/// <summary>Works every ten seconds.</summary>
public sealed class Cleaner(TimeProvider time, ILogger<Cleaner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            logger.LogInformation("cleaned");
        }
    }
}
