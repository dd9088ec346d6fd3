using Sim;

namespace Streams.Simulations;

/// <summary>The same programs, each server and client on a host of its own, over the simulated network.</summary>
public sealed class StreamSimulations
{
    private const int Port = 7000;

    [Simulation]
    public async Task Each_line_comes_back(Simulation sim)
    {
        SimulatedHost server = sim.AddHost("server", static host => Echo.ServeAsync(Port, host.Stopping));
        await server.Started;
        string[] answers = [];
        SimulatedHost client = sim.AddHost("client", async _ => answers = await Echo.AskAsync("server", Port, "one", "two", "three"));
        await client.Completion;
        Check(answers.SequenceEqual(["one", "two", "three"]), $"Not what was sent: {string.Join(", ", answers)}");
        await server.StopAsync();
    }

    [Simulation]
    public async Task Everybody_hears_everybody(Simulation sim)
    {
        SimulatedHost server = sim.AddHost("server", static host => Chat.ServeAsync(Port, host.Stopping));
        await server.Started;
        string[] names = ["Ann", "Bob", "Cleo"];
        List<string[]> heard = [];
        SimulatedHost[] people = [.. names.Select(name => sim.AddHost(name.ToLowerInvariant(), async _ => heard.Add(await Chat.TalkAsync("server", Port, name, names.Length))))];
        await Task.WhenAll(people.Select(static person => person.Completion));
        string[] all = [.. names.Select(static name => $"{name}: Hello, I am {name}")];
        Check(heard.TrueForAll(lines => lines.Order(StringComparer.Ordinal).SequenceEqual(all)), "Somebody did not hear somebody.");
        Check(heard.TrueForAll(lines => lines.SequenceEqual(heard[0])), "Two heard the same things in another order.");
        await server.StopAsync();
    }

    [Simulation]
    public async Task Http_says_hello(Simulation sim)
    {
        SimulatedHost server = sim.AddHost("server", static host => HttpHello.ServeAsync(Port, host.Stopping));
        await server.Started;
        string[] answers = [];
        SimulatedHost client = sim.AddHost("client", async _ => answers = await HttpHello.AskAsync("server", Port, "/world", "/again"));
        await client.Completion;
        Check(answers.SequenceEqual(["Hello, world!", "Hello, again!"]), $"Not hello: {string.Join(", ", answers)}");
        await server.StopAsync();
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
