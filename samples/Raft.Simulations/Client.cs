using System.Net;
using System.Net.Http.Json;
using Raft.Consensus;
using Sim;
using Sim.Checking;
using Input = Sim.Checking.MapInput<string, string>;
using Output = Sim.Checking.Reply<string>;

namespace Raft.Simulations;

/// <summary>Somebody who reads and writes, and writes down what came of it.</summary>
internal sealed class Client(string name, Simulation sim, Cluster cluster, History<Input, Output> history)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(1_200);
    private readonly Dictionary<string, HttpClient> _nodes = cluster.NewClients(TimeSpan.FromMilliseconds(300));
    private long _sequence;
    private string? _leader;

    /// <summary>Asks one thing after another until it is told to stop.</summary>
    /// <param name="keys">What it asks about.</param>
    /// <param name="onlyReads">Whether it writes nothing.</param>
    /// <param name="isOver">Whether it is to stop.</param>
    public async Task RunAsync(string[] keys, bool onlyReads, Func<bool> isOver)
    {
        string seen = "";
        while (!isOver())
        {
            await Task.Delay(sim.Random.Next(10, 120));
            string key = keys[sim.Choose(keys.Length)];
            seen = (onlyReads ? 0 : sim.Choose(5)) switch
            {
                0 or 1 => await ReadAsync(key) ?? seen,
                4 when seen.Length > 0 => await WriteAsync(Input.CompareAndSet(key, seen, $"{name}{_sequence + 1}")),
                _ => await WriteAsync(Input.Put(key, $"{name}{_sequence + 1}")),
            };
        }
    }

    /// <summary>Reads a value in the calm, when there must be an answer.</summary>
    public async Task ReadInCalmAsync(string key)
    {
        PendingOperation<Input, Output> pending = history.Invoke(name, Input.Get(key));
        Outcome outcome = await AskAsync(client => client.GetAsync($"kv/{key}")) ?? throw new ExpectationException($"Calm, and nobody answers what is under {key}.");
        pending.Return(Read(outcome));
    }

    private async Task<string?> ReadAsync(string key)
    {
        PendingOperation<Input, Output> pending = history.Invoke(name, Input.Get(key));
        Outcome? outcome = await AskAsync(client => client.GetAsync($"kv/{key}"));
        if (outcome is null)
        {
            pending.Unknown();
        }
        else
        {
            pending.Return(Read(outcome));
        }

        return outcome?.Value;
    }

    private static Output Read(Outcome outcome) => outcome.Value is { } value ? Output.Of(value) : Output.No;

    private async Task<string> WriteAsync(Input input)
    {
        PendingOperation<Input, Output> pending = history.Invoke(name, input);
        var request = new WriteRequest(input.Value!, input.Expected, name, ++_sequence);
        Outcome? outcome = await AskAsync(client => client.PutAsJsonAsync($"kv/{input.Key}", request, RaftJsonContext.Default.WriteRequest));
        if (outcome is null)
        {
            pending.Unknown();
        }
        else
        {
            pending.Return(outcome.Kind == OutcomeKind.Done ? Output.Yes : Output.No);
        }

        return input.Value!;
    }

    /// <summary>Asks one node after another until one answers; null if none does in time. What is asked is done once, however often it is sent.</summary>
    private async Task<Outcome?> AskAsync(Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        long start = sim.Time.GetTimestamp();
        while (sim.Time.GetElapsedTime(start) < s_patience)
        {
            string node = _leader ?? cluster.Names[sim.Choose(cluster.Names.Length)];
            Outcome outcome = await TryAsync(_nodes[node], send);
            if (outcome.Kind is OutcomeKind.Done or OutcomeKind.Refused)
            {
                _leader = node;
                return outcome;
            }

            _leader = outcome.Leader;
            await Task.Delay(20);
        }

        return null;
    }

    private static async Task<Outcome> TryAsync(HttpClient client, Func<HttpClient, Task<HttpResponseMessage>> send)
    {
        try
        {
            using HttpResponseMessage response = await send(client);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.MisdirectedRequest or HttpStatusCode.ServiceUnavailable
                ? (await response.Content.ReadFromJsonAsync(RaftJsonContext.Default.Outcome))!
                : throw new ExpectationException($"A node answered {(int)response.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            return new Outcome(OutcomeKind.Unknown);
        }
    }
}
