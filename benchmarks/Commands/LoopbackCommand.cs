using System.Diagnostics;
using System.Globalization;
using PaymentService.Payments;
using Sim.Benchmarks.Measuring;
using Sim.Benchmarks.Web;
using TicketShop.Seats;

namespace Sim.Benchmarks.Commands;

/// <summary>The ticket shop and its payment service, started anew for every run: in the simulation, and with real Kestrel and HttpClient on loopback.</summary>
internal static class LoopbackCommand
{
    private const int Rounds = 5;

    public static int Run(Arguments options)
    {
        double seconds = options.Number("--seconds", 20);
        options.Done();
        Console.WriteLine($"# Loopback: {Machine.Header()}");
        Console.WriteLine($"Both programs start from their entry points, three customers buy a seat each, both stop. Median of {Rounds} rounds, side by side, after one to warm up.");
        Console.WriteLine();
        var simulated = new List<Rate>();
        var real = new List<double>();
        using (Quiet.Console())
        {
            MeasureSimulated(seconds / Rounds);
            MeasureReal(seconds / Rounds);
            for (int round = 0; round < Rounds; round++)
            {
                simulated.Add(MeasureSimulated(seconds / Rounds));
                real.Add(MeasureReal(seconds / Rounds));
            }
        }

        Print(simulated, real);
        return 0;
    }

    /// <summary>Two hosts and a purchase each for three customers.</summary>
    public static async Task SimulateAsync(Simulation sim)
    {
        Func<HttpClient> connect = await OpenAsync(sim);
        await ShopEvening.RunAsync(connect);
    }

    /// <summary>Starts both hosts.</summary>
    public static async Task<Func<HttpClient>> OpenAsync(Simulation sim)
    {
        SimulatedHost payments = sim.AddWebHost<Payment>("payments");
        SimulatedHost shop = sim.AddWebHost<Seat>("shop", "--Payments:BaseAddress=http://payments/", ShopEvening.ShopArgument);
        await payments.Started;
        await shop.Started;
        return () => sim.Network.CreateHttpClient("http://shop/");
    }

    private static Rate MeasureSimulated(double seconds)
    {
        Exploration made = Simulate(Math.Max(1, (int)(seconds * 1_000)), TimeSpan.FromSeconds(seconds));
        double elapsed = made.Elapsed.TotalSeconds;
        return new Rate(made.Runs / elapsed, made.Steps / elapsed, made.VirtualTime.TotalSeconds / elapsed);
    }

    private static Exploration Simulate(int runs, TimeSpan? time = null)
    {
        Exploration made = Simulator.Explore(SimulateAsync, new ExploreOptions { Name = "loopback", Runs = runs, Time = time, Shrink = false });
        return made.Failure is null ? made : throw new InvalidOperationException(made.Story);
    }

    private static double MeasureReal(double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        int runs = 0;
        do
        {
            RunForReal();
            runs++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return runs / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void RunForReal()
    {
        using LoopbackApp payments = LoopbackApp.Start<Payment>();
        using LoopbackApp shop = LoopbackApp.Start<Seat>($"--Payments:BaseAddress={payments.Address}/", ShopEvening.ShopArgument);
        ShopEvening.RunAsync(() => new HttpClient { BaseAddress = new Uri(shop.Address) }).GetAwaiter().GetResult();
    }

    private static void Print(List<Rate> simulated, List<double> real)
    {
        double runs = Quantiles.Median(simulated.Select(static rate => rate.Runs));
        double loopback = Quantiles.Median(real);
        var table = new Table("arm", "runs/s", "steps/s", "virtual s/s", "ratio");
        table.Add(
            "simulated",
            Format(runs),
            Format(Quantiles.Median(simulated.Select(static rate => rate.Steps))),
            Format(Quantiles.Median(simulated.Select(static rate => rate.VirtualSeconds))),
            $"{Format(runs / loopback)} x");
        table.Add("loopback", Format(loopback), "-", "-", "1 x");
        table.Print();
    }

    private static string Format(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private sealed record Rate(double Runs, double Steps, double VirtualSeconds);
}
