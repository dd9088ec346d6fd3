using Microsoft.Extensions.Options;
using Raft.Storage;
using Raft.Store;

namespace Raft.Consensus;

/// <summary>
/// A node of the cluster: Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm, 2014. Without changes of membership and
/// without snapshots. Whatever looks at its state or changes it holds the gate.
/// </summary>
public sealed partial class Node : IDisposable
{
    private readonly RaftOptions _options;
    private readonly Storage.Storage _storage;
    private readonly KeyValueStore _store;
    private readonly PeerClient _peers;
    private readonly TimeProvider _time;
    private readonly ILogger<Node> _logger;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private Role _role = Role.Follower;
    private string? _leader;
    private long _commit;
    private long _applied;

    /// <summary>When a leader was heard, or a vote given, or the node started, on the monotonic clock.</summary>
    private long _heardAt;

    /// <summary>When a leader was heard, or the node started: it may have forgotten one.</summary>
    private long _leaderHeardAt;
    private int _votes;

    public Node(IOptions<RaftOptions> options, Storage.Storage storage, KeyValueStore store, PeerClient peers, TimeProvider time, ILogger<Node> logger)
    {
        _options = options.Value;
        _storage = storage;
        _store = store;
        _peers = peers;
        _time = time;
        _logger = logger;
    }

    /// <summary>How many nodes are a majority.</summary>
    private int Majority => ((_options.Peers.Count + 1) / 2) + 1;

    private NodeState State => _storage.State;

    /// <summary>What the node is and how far it has come.</summary>
    public Status Status => new(_options.Name, _role, State.Term, _leader, State.LastIndex, _commit, _applied, _store.Digest);

    /// <summary>Runs until it is told to stop: opens its journal, and stands for election whenever no leader is heard.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using CancellationTokenRegistration _ = cancellationToken.Register(_stopping.Cancel);
        while (!cancellationToken.IsCancellationRequested)
        {
            TimeSpan patience = _options.ElectionTimeout * (1 + Random.Shared.NextDouble());
            TimeSpan left = patience - _time.GetElapsedTime(_heardAt);
            if (_role != Role.Leader && left <= TimeSpan.Zero)
            {
                await StandForElectionAsync();
            }
            else
            {
                await Task.Delay(left > TimeSpan.Zero ? left : patience, _time, cancellationToken);
            }
        }
    }

    /// <summary>Reads what the disk remembers.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _storage.OpenAsync(cancellationToken);
        _heardAt = _leaderHeardAt = _time.GetTimestamp();
        _logger.Opened(State.Term, State.LastIndex);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _gate.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Starts something that goes on beside, until the node stops.</summary>
    private async void Start(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task<T> HoldAsync<T>(Func<Task<T>> action)
    {
        await _gate.WaitAsync(_stopping.Token);
        try
        {
            return await action();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Learns of a term: in a later one the node is nobody's leader and has not voted.</summary>
    private async Task LearnAsync(long term)
    {
        if (term > State.Term)
        {
            await _storage.SaveAsync(new Ballot(term, null));
            StepDown();
        }
    }

    private void StepDown()
    {
        if (_role == Role.Leader)
        {
            _logger.SteppedDown(State.Term);
        }

        _role = Role.Follower;
        _leader = null;
        EndLeadership();
    }

    /// <summary>Does what is committed.</summary>
    private void Apply()
    {
        while (_applied < _commit)
        {
            Entry entry = State.Log[(int)_applied++];
            bool isDone = _store.Apply(entry.Command);
            Answer(_applied, entry.Term, isDone);
        }

        AnswerReads();
    }
}

/// <summary>What a node is and how far it has come.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it is at the moment.</param>
/// <param name="Term">The latest term that it knows of.</param>
/// <param name="Leader">Who leads, as far as it knows.</param>
/// <param name="LastIndex">How long its log is.</param>
/// <param name="Commit">Up to where the log is committed, as far as it knows.</param>
/// <param name="Applied">How many commands it has done since it started.</param>
/// <param name="Digest">A checksum of these: where two nodes have done as many, it must be the same.</param>
public sealed record Status(string Name, Role Role, long Term, string? Leader, long LastIndex, long Commit, long Applied, uint Digest);
