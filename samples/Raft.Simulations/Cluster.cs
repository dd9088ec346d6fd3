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
    private readonly List<SimulatedHost> _hosts = [];
    private readonly Dictionary<string, Node> _nodes = [];
    private readonly Ledger _ledger = new();

    private Cluster(Simulation sim, string[] names) => (_sim, Names) = (sim, names);

    /// <summary>The names of the nodes: n1, n2 and so on.</summary>
    public string[] Names { get; }

    /// <summary>Starts all nodes.</summary>
    public static async Task<Cluster> StartAsync(Simulation sim, int nodes, Flaw flaw)
    {
        var cluster = new Cluster(sim, [.. Enumerable.Range(1, nodes).Select(static number => $"n{number}")]);
        cluster._hosts.AddRange(cluster.Names.Select(name => cluster.Add(name, flaw)));
        foreach (SimulatedHost host in cluster._hosts)
        {
            await host.Started;
        }

        return cluster;
    }

    /// <summary>The host of a node.</summary>
    public SimulatedHost Host(string name) => _hosts.Single(host => host.Name == name);

    /// <summary>What the nodes that are up say of themselves at this moment, whoever can reach them, after a look at whether it can be true of one cluster.</summary>
    public Status[] Look()
    {
        Status[] all = [.. _hosts.Where(host => host.IsRunning && _nodes.ContainsKey(host.Name)).Select(host => _nodes[host.Name].Status)];
        foreach (Status status in all)
        {
            _ledger.Note(status);
        }

        return all;
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
            Look();
            all = await Task.WhenAll(clients.Values.Select(StatusAsync));
        }
        while (!HaveConverged(all) && _sim.Time.GetElapsedTime(start) < within);

        if (!HaveConverged(all))
        {
            throw new ExpectationException($"Calm for {within.TotalSeconds} s, the nodes do not agree: {string.Join("; ", all.Select(static status => $"{status}"))}");
        }

        Look();
    }

    /// <summary>Looks until something holds. Whether it came to hold in time.</summary>
    public async Task<bool> LookAsync(Func<Status[], bool> holds, TimeSpan within)
    {
        long start = _sim.Time.GetTimestamp();
        bool isMet = holds(Look());
        while (!isMet && _sim.Time.GetElapsedTime(start) < within)
        {
            await Task.Delay(2);
            isMet = holds(Look());
        }

        return isMet;
    }

    /// <inheritdoc />
    public void Dispose() => _clients.ForEach(static client => client.Dispose());

    private SimulatedHost Add(string name, Flaw flaw)
    {
        string[] peers = [.. Names.Where(other => other != name).Select(static other => $"--Raft:Peers:{other}=http://{other}/")];
        SimulatedHost host = null!;
        host = _sim.AddWebHost<Node>(
            name,
            builder => builder.ConfigureServices(services => services
                .AddSingleton<IDisk>(host.Disk)
                .AddSingleton(provider => _nodes[name] = ActivatorUtilities.CreateInstance<Node>(provider))),
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

    /// <summary>One leads, and all have done what is in its log. Another's may go on: what was never committed makes way only for what takes its place.</summary>
    private static bool HaveConverged(Status?[] all) =>
        all.Count(static status => status?.Role == Role.Leader) == 1
        && all.Select(static status => (status?.Term, status?.Leader, status?.Applied)).Distinct().Count() == 1
        && all.Single(static status => status?.Role == Role.Leader) is { Applied: > 0 } one && one.Applied == one.LastIndex;
}
