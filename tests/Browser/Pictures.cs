using System.Text;

[assembly: AssemblyFixture(typeof(Sim.Browser.Pictures))]

namespace Sim.Browser;

/// <summary>The pages that the tests look at, made once: a real finding of the ticket shop, and a run of 100,000 steps.</summary>
public sealed class Pictures
{
    public const int Steps = 100_000;

    private readonly Lazy<string> _finding;
    private readonly Lazy<string> _long;

    public Pictures()
    {
        Folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures")).FullName;
        _finding = new Lazy<string>(DrawFinding);
        _long = new Lazy<string>(DrawLong);
    }

    /// <summary>Where pages and screenshots are left for people to look at.</summary>
    public string Folder { get; }

    /// <summary>The double sale of a seat, beside the run that sells it once.</summary>
    public string Finding => _finding.Value;

    /// <summary>Hosts that talk to each other for 100,000 steps.</summary>
    public string Long => _long.Value;

    private string DrawFinding()
    {
        Exploration found = Simulator.Explore(
            static sim => new TicketShop.Simulations.SeatSimulations().A_seat_is_sold_once(sim), new ExploreOptions { Name = "SeatSimulations.A_seat_is_sold_once", Runs = 200 });
        Assert.NotNull(found.Passing);
        string path = Path.Combine(Folder, "finding.html");
        found.WriteTimeline(path);
        return path;
    }

    private string DrawLong()
    {
        RunResult run = Simulator.Run(TalkAsync, new RunOptions { Name = "Long", MaxSteps = Steps, Details = true });
        Assert.Equal(Steps, run.Steps);
        string path = Path.Combine(Folder, "long.html");
        run.WriteTimeline(path);
        return path;
    }

    private static async Task TalkAsync(Simulation sim)
    {
        for (int i = 0; i < 12; i++)
        {
            int next = (i + 1) % 12;
            sim.AddHost($"host{i}", host => ServeAsync(sim, host, $"host{next}"));
        }

        await Task.Delay(Timeout.Infinite);
    }

    private static async Task ServeAsync(Simulation sim, SimulatedHost host, string neighbor)
    {
        using SimulatedDatagramSocket socket = sim.Network.BindDatagram(7);
        Task hearing = HearAsync(host, socket);
        for (int i = 0; ; i++)
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"message {i}"), neighbor, 7);
            await Task.Delay(TimeSpan.FromMilliseconds(1 + (i % 7)));
            await Task.Yield();
            if (hearing.IsCompleted)
            {
                await hearing;
            }
        }
    }

    private static async Task HearAsync(SimulatedHost host, SimulatedDatagramSocket socket)
    {
        byte[] buffer = new byte[100];
        for (int i = 0; ; i++)
        {
            await socket.ReceiveAsync(buffer);
            if (i % 20 == 0)
            {
                host.Log($"has heard {i} messages");
            }
        }
    }
}
