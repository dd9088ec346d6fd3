using Raft.Consensus;

namespace Raft.Store;

/// <summary>What the log is about: values under keys. Each client's last request is remembered, so that one that is sent twice is done once.</summary>
public sealed class KeyValueStore
{
    private readonly Dictionary<string, string> _values = [];
    private readonly Dictionary<string, (long Sequence, bool IsDone)> _last = [];

    /// <summary>The value under a key, or null.</summary>
    public string? Get(string key) => _values.GetValueOrDefault(key);

    /// <summary>Does what is asked. True if it was done, false if what was expected is not there.</summary>
    public bool Apply(Command command)
    {
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
