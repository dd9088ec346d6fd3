using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>How the hosts of a simulation look names up. By default a lookup takes no time, never fails, and finds the host of that name.</summary>
/// <remarks>
/// It bears on names alone: addresses and <c>localhost</c> are not looked up. Nothing is cached. Who looks a name up asks anew each
/// time, and keeps a connection that it has, whatever becomes of the name.
/// </remarks>
public sealed class SimulatedDns
{
    private readonly SimulatedNetwork _network;
    private readonly Fabric _fabric;
    private readonly List<Change> _changes = [];

    internal SimulatedDns(SimulatedNetwork network, Fabric fabric)
    {
        _network = network;
        _fabric = fabric;
    }

    /// <summary>How long a lookup takes: a recorded draw.</summary>
    /// <value>Default null: no time.</value>
    public LatencyDistribution? Latency { get; set; }

    /// <summary>The probability that a lookup fails with <see cref="SocketError.TryAgain"/>: a recorded draw.</summary>
    /// <value>Default 0; up to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is no probability.</exception>
    public double Failure
    {
        get;
        set => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Failure), value, "A probability lies between 0 and 1.");
    }

    /// <summary>Whether a lookup is more than a look into a table.</summary>
    internal bool IsSlow => Latency is not null || Failure > 0;

    /// <summary>Has a name stand for a host from now on: a new name, or that of a host that moved.</summary>
    /// <param name="name">The name, in letters of either case.</param>
    /// <param name="host">The name of the host for which it stands.</param>
    /// <returns>What undoes this; of several changes of one name the latest counts that is not undone.</returns>
    /// <exception cref="ArgumentException">There is no such host, or the name is no name or that of every host to itself.</exception>
    public IDisposable Point(string name, string host)
    {
        CheckName(name);
        return Begin(new Change(this, name, _network.Get(host, nameof(host)), null), $"the name {name} stands for {host}");
    }

    /// <summary>Has lookups of a name fail from now on.</summary>
    /// <param name="name">The name, in letters of either case.</param>
    /// <param name="error"><see cref="SocketError.HostNotFound"/> or <see cref="SocketError.TryAgain"/>.</param>
    /// <returns>What undoes this; of several changes of one name the latest counts that is not undone.</returns>
    /// <exception cref="ArgumentException">It is another error, or the name is no name or that of every host to itself.</exception>
    public IDisposable Fail(string name, SocketError error = SocketError.HostNotFound)
    {
        CheckName(name);
        if (error is not (SocketError.HostNotFound or SocketError.TryAgain))
        {
            throw new ArgumentException($"A lookup fails with {SocketError.HostNotFound} or {SocketError.TryAgain}, not with {error}.", nameof(error));
        }

        return Begin(new Change(this, name, null, error), $"the name {name} is not found ({error})");
    }

    /// <summary>Looks a name up, for the calling host.</summary>
    /// <param name="name">A host's name, an address or <c>localhost</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SocketException">
    /// There is no host of this name (<see cref="SocketError.HostNotFound"/>) or address (<see cref="SocketError.HostUnreachable"/>), or it cannot be looked up
    /// now (<see cref="SocketError.TryAgain"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async ValueTask<IPAddress> ResolveAsync(string name, CancellationToken cancellationToken = default)
    {
        _fabric.ThrowIfOver();
        cancellationToken.ThrowIfCancellationRequested();
        (_, IPAddress address) = await _network.ResolveAsync(_fabric.CurrentNode, name, cancellationToken).ConfigureAwait(false);
        return address;
    }

    /// <summary>What a name stands for now.</summary>
    internal SocketException? Find(string name, out NetworkNode? node)
    {
        if (_changes.Count > 0 && _changes.FindLast(change => change.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } change)
        {
            node = change.Node;
            return change.Error is { } error ? NetworkErrors.Socket(error, $"the simulation has lookups of {name} fail") : null;
        }

        return _network.TryFind(name, out node) ? null : NetworkErrors.Socket(SocketError.HostNotFound, $"no host of this simulation is called {name}");
    }

    /// <summary>Looks a name up, which takes time and may fail. What counts is what it stands for when the answer comes.</summary>
    internal ValueTask<(NetworkNode Node, IPAddress Address)> LookUp(NetworkNode from, string name, CancellationToken token)
    {
        var lookup = new LookUpWaiter();
        long after = Latency is { } latency ? latency.At(_fabric.Draw(latency.Answers)) : 0;
        _fabric.Schedule(new Answer(this, lookup, name, from) { Source = from }, _fabric.Now + after);
        lookup.Obey(token);
        return lookup.Task;
    }

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Uri.CheckHostName(name) != UriHostNameType.Dns || name.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"\"{name}\" is no name that is looked up: addresses and localhost are not.", nameof(name));
        }
    }

    private Change Begin(Change change, string text)
    {
        _changes.Add(change);
        _fabric.Tell(text);
        return change;
    }

    private sealed class Change(SimulatedDns dns, string name, NetworkNode? node, SocketError? error) : IDisposable
    {
        public string Name => name;

        public NetworkNode? Node => node;

        public SocketError? Error => error;

        public void Dispose()
        {
            if (dns._changes.Remove(this) && !dns._fabric.IsOver)
            {
                dns._fabric.Tell($"the name {name} is as it was before");
            }
        }
    }

    private sealed class LookUpWaiter : Waiter<(NetworkNode Node, IPAddress Address)>;

    /// <summary>The answer to a lookup.</summary>
    private sealed class Answer(SimulatedDns dns, LookUpWaiter lookup, string name, NetworkNode host) : NetworkEvent(host)
    {
        public override void Run()
        {
            if (lookup.IsCompleted || Destination.IsOff)
            {
                return;
            }

            if (dns._fabric.DrawChance(dns.Failure))
            {
                dns._fabric.Tell($"the lookup of {name} fails");
                lookup.Fail(NetworkErrors.Socket(SocketError.TryAgain, $"the lookup of {name} failed"));
            }
            else if (dns.Find(name, out NetworkNode? node) is { } failure)
            {
                lookup.Fail(failure);
            }
            else
            {
                lookup.Complete((node!, node!.Address));
            }
        }
    }
}
