using System.Globalization;
using Sim;
using Sim.Strangers;

// What .ci/steps.sh calls: `answers` writes what each program answers over real sockets, `fingerprints FILE SEEDS` what runs come to.
switch (args)
{
    case ["answers"]:
        await Task.WhenAll(Stranger.All.Chunk(2).Select(WriteAnswersAsync));
        return 0;
    case ["fingerprints", var file, var seeds]:
        var all = new StrangerSimulations();
        Func<Simulation, Task>[] bodies =
            [all.An_API_with_controllers, all.A_minimal_API, all.A_site_of_Razor_pages, all.A_site_of_controllers_and_views, all.An_empty_site];
        File.WriteAllLines(file, bodies.SelectMany(body => Fingerprints(body, int.Parse(seeds, CultureInfo.InvariantCulture))));
        return 0;
    default:
        Console.Error.WriteLine("answers | fingerprints FILE SEEDS");
        return 2;
}

static async Task WriteAnswersAsync(Stranger[] strangers)
{
    foreach (Stranger stranger in strangers)
    {
        using RealProgram program = await RealProgram.StartAsync(stranger);
        using var client = new HttpClient { BaseAddress = program.Address };
        string answers = await stranger.VisitAsync(client);
        await File.WriteAllTextAsync(stranger.AnswersFile, answers.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
    }
}

static IEnumerable<string> Fingerprints(Func<Simulation, Task> body, int seeds)
{
    for (int seed = 1; seed <= seeds; seed++)
    {
        RunResult result = Simulator.Run(body, new() { Seed = (ulong)seed });
        yield return $"{body.Method.Name} {seed} {result.Fingerprint} {result.Outcome}";
    }
}
