using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Raft.Consensus;
using Sim;

namespace Raft.Simulations;

/// <summary>The nodes, each on a host of its own, with its own disk.</summary>
internal sealed class Cluster : IDisposable
{
    private readonly Simulation _sim;
    private readonly List<HttpClient> _clients = [];

    private Cluster(Simulation sim, string[] names) => (_sim, Names) = (sim, names);

    /// <summary>The names of the nodes: n1, n2 and so on.</summary>
    public string[] Names { get; }

    /// <summary>Starts all nodes.</summary>
    public static async Task<Cluster> StartAsync(Simulation sim, int nodes, Flaw flaw)
    {
        var cluster = new Cluster(sim, [.. Enumerable.Range(1, nodes).Select(static number => $"n{number}")]);
        SimulatedHost[] hosts = [.. cluster.Names.Select(name => cluster.Add(name, flaw))];
        foreach (SimulatedHost host in hosts)
        {
            await host.Started;
        }

        return cluster;
    }

    /// <summary>A client of every node, by name.</summary>
    public Dictionary<string, HttpClient> NewClients(TimeSpan timeout)
    {
        var clients = new Dictionary<string, HttpClient>();
        foreach (string name in Names)
        {
            HttpClient client = _sim.Network.CreateHttpClient($"http://{name}/");
            client.Timeout = timeout;
            _clients.Add(client);
            clients.Add(name, client);
        }

        return clients;
    }

    /// <summary>In the calm a leader is elected and all nodes come to have done the same.</summary>
    public async Task ConvergeAsync(TimeSpan within)
    {
        Dictionary<string, HttpClient> clients = NewClients(TimeSpan.FromMilliseconds(200));
        long start = _sim.Time.GetTimestamp();
        Status?[] all;
        do
        {
            await Task.Delay(100);
            all = await Task.WhenAll(clients.Values.Select(StatusAsync));
        }
        while (!HaveConverged(all) && _sim.Time.GetElapsedTime(start) < within);

        if (!HaveConverged(all))
        {
            throw new ExpectationException($"Calm for {within.TotalSeconds} s, the nodes do not agree: {string.Join("; ", all.Select(static status => $"{status}"))}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _clients.ForEach(static client => client.Dispose());

    private SimulatedHost Add(string name, Flaw flaw)
    {
        string[] peers = [.. Names.Where(other => other != name).Select(static other => $"--Raft:Peers:{other}=http://{other}/")];
        SimulatedHost host = null!;
        host = _sim.AddWebHost<Node>(
            name,
            builder => builder.ConfigureServices(services => services.AddSingleton<IDisk>(host.Disk)),
            [$"--Raft:Name={name}", $"--Raft:Flaw={flaw}", .. peers]);
        return host;
    }

    private static async Task<Status?> StatusAsync(HttpClient client)
    {
        try
        {
            return await client.GetFromJsonAsync("raft/status", RaftJsonContext.Default.Status);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private static bool HaveConverged(Status?[] all) =>
        all.Count(static status => status?.Role == Role.Leader) == 1
        && all.Select(static status => (status?.Term, status?.Leader, status?.LastIndex, status?.Applied)).Distinct().Count() == 1
        && all[0] is { Applied: > 0 } one && one.Applied == one.LastIndex;
}
