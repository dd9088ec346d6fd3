using System.Text.Json;
using Microsoft.Extensions.Options;
using Sim;

namespace Raft.Storage;

/// <summary>A node's memory on its disk: term, vote and log.</summary>
public sealed class Storage(IDisk disk, IOptions<RaftOptions> options) : IDisposable
{
    private readonly Flaw _flaw = options.Value.Flaw;
    private Journal? _journal;

    /// <summary>What it remembers; what is not durable yet is not in it.</summary>
    public NodeState State { get; } = new();

    /// <summary>Reads what is there.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _journal = await Journal.OpenAsync(disk, bytes => Replay(JsonSerializer.Deserialize(bytes.Span, RaftJsonContext.Default.JournalRecord)!), cancellationToken);

    /// <summary>Remembers a term and a vote.</summary>
    public async Task SaveAsync(Ballot ballot)
    {
        Ballot written = _flaw == Flaw.ForgottenVote ? ballot with { VotedFor = null } : ballot;
        await WriteAsync(new JournalRecord(written, null));
        await _journal!.FlushAsync();
        Replay(new JournalRecord(ballot, null));
    }

    /// <summary>Remembers entries; others at their indexes and behind are forgotten.</summary>
    public async Task SaveAsync(Append append)
    {
        var record = new JournalRecord(null, append);
        await WriteAsync(record);
        if (_flaw != Flaw.LostFlush)
        {
            await _journal!.FlushAsync();
        }

        Replay(record);
    }

    /// <inheritdoc />
    public void Dispose() => _journal?.Dispose();

    private Task WriteAsync(JournalRecord record) => _journal!.AppendAsync(JsonSerializer.SerializeToUtf8Bytes(record, RaftJsonContext.Default.JournalRecord));

    private void Replay(JournalRecord record)
    {
        if (record.Ballot is { } ballot)
        {
            (State.Term, State.VotedFor) = (ballot.Term, ballot.VotedFor);
        }

        if (record.Append is { } append)
        {
            State.Log.RemoveRange((int)append.From - 1, State.Log.Count - (int)append.From + 1);
            State.Log.AddRange(append.Entries);
        }
    }
}
