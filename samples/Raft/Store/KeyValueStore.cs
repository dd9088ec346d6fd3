using System.Text.Json;
using Raft.Consensus;
using Raft.Storage;

namespace Raft.Store;

/// <summary>What the log is about: values under keys. Each client's last request is remembered, so that one that is sent twice is done once.</summary>
public sealed class KeyValueStore
{
    private readonly Dictionary<string, string> _values = [];
    private readonly Dictionary<string, (long Sequence, bool IsDone)> _last = [];

    /// <summary>A checksum of all that was asked, in its order: nodes that have done as many commands must have the same.</summary>
    public uint Digest { get; private set; }

    /// <summary>The value under a key, or null.</summary>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <summary>Does what is asked. True if it was done, false if what was expected is not there.</summary>
    public bool Apply(Command command)
    {
        Digest = Checksum.Of(JsonSerializer.SerializeToUtf8Bytes(command, RaftJsonContext.Default.Command), Digest);
        if (_last.TryGetValue(command.Client, out (long Sequence, bool IsDone) last) && command.Sequence <= last.Sequence)
        {
            return last.IsDone;
        }

        bool isDone = command.Kind switch
        {
            CommandKind.Put => true,
            CommandKind.CompareAndSet => _values.TryGetValue(command.Key, out string? value) && value == command.Expected,
            _ => false,
        };
        if (isDone)
        {
            _values[command.Key] = command.Value;
        }

        if (command.Client.Length > 0)
        {
            _last[command.Client] = (command.Sequence, isDone);
        }

        return isDone;
    }
}
