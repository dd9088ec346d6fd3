using System.Diagnostics;

namespace Sim.ToolFixtures;

/// <summary>Simulations with several failures of different rarity, which a campaign that goes on finds one after the other.</summary>
public static class CampaignSimulations
{
    private static readonly string[] Colors = ["red", "green", "blue", "yellow"];

    [Simulation(Runs = 400)]
    public static async Task Fails_in_four_ways(Simulation sim)
    {
        await Task.Yield();
        FailAt(sim, sim.Choose(100));
    }

    /// <summary>
    /// The same, but from the middle on a run waits, for real, for the file that whoever started this names: until that is there the exploration is
    /// surely under way, however fast the machine and however late who looks.
    /// </summary>
    [Simulation(Runs = 2_000)]
    public static async Task Fails_at_leisure(Simulation sim)
    {
        await Task.Yield();
        int drawn = sim.Choose(100);
        if (sim.Seed >= 1_000)
        {
            WaitForFile(Environment.GetEnvironmentVariable("SIM_FIXTURE_GATE"));
        }

        FailAt(sim, drawn);
    }

    /// <summary>The second run fails after a while, all later ones at once: who looks at what is found first sees another failure.</summary>
    [Simulation(Runs = 100)]
    public static async Task Fails_slowly_at_first_then_at_once(Simulation sim)
    {
        await Task.Yield();
        if (sim.Seed == 1)
        {
            sim.Log($"worked to {Work(10_000_000)}");
        }

        sim.Always(sim.Seed == 0, $"nothing fails under seed {sim.Seed}");
    }

    [Simulation(Runs = 60)]
    public static async Task Dies_at_times(Simulation sim)
    {
        await Task.Yield();
        int drawn = sim.Choose(30);
        if (drawn == 29)
        {
            Process.GetCurrentProcess().Kill();
        }

        FailAt(sim, drawn);
    }

    /// <summary>Shrinking lowers what it draws, and the lower draws end the process.</summary>
    [Simulation(Runs = 10)]
    public static async Task Dies_of_being_shrunk(Simulation sim)
    {
        await Task.Yield();
        int drawn = sim.Choose(1_000_000);
        if (drawn is > 0 and < 1_000)
        {
            Environment.FailFast("a low number");
        }

        sim.Always(drawn == 0, "nothing is drawn");
    }

    /// <summary>A failure that takes little room, and one that takes much.</summary>
    [Simulation(Runs = 40)]
    public static async Task Fails_shortly_and_at_length(Simulation sim)
    {
        await Task.Yield();
        sim.Always(sim.Choose(2) == 0 || sim.Seed > 20, "short");
        sim.Always(sim.Seed < 30, new string('x', 100_000));
    }

    [Simulation(Runs = 5_000)]
    public static async Task Behaves_in_a_thousand_ways(Simulation sim)
    {
        await Task.Yield();
        sim.Log($"drew {sim.Choose(1_000)}");
    }

    private static void FailAt(Simulation sim, int drawn)
    {
        for (int i = 0; i < Colors.Length; i++)
        {
            sim.Always(drawn != 5 + i, $"{Colors[i]} never comes");
        }
    }

    private static void WaitForFile(string? file)
    {
        while (file is not null && !File.Exists(file))
        {
            Thread.Sleep(5);
        }
    }

    private static int Work(int steps)
    {
        int sum = 0;
        for (int i = 0; i < steps; i++)
        {
            sum = (sum * 31) + i;
        }

        return sum & 1;
    }
}
