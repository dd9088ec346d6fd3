using Raft.Consensus;

namespace Raft.Simulations;

/// <summary>
/// What an operator who looks at the nodes now and then would notice: two leaders of one term (Election Safety, in the paper's words), or nodes that have done
/// different commands at one place of the log, or more than there are in it (State Machine Safety).
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<long, string> _leaders = [];
    private readonly Dictionary<long, (string Name, uint Digest)> _done = [];

    /// <summary>Writes down what a node says of itself.</summary>
    /// <exception cref="ExpectationException">It contradicts what was said before.</exception>
    public void Note(Status status)
    {
        if (status.Role == Role.Leader && _leaders.TryAdd(status.Term, status.Name) is false && _leaders[status.Term] != status.Name)
        {
            throw new ExpectationException($"Two leaders of term {status.Term}: {_leaders[status.Term]} and {status.Name}.");
        }

        if (status.Applied > status.LastIndex)
        {
            throw new ExpectationException($"Committed, and overwritten: {status.Name} has done {status.Applied} commands, and its log ends at {status.LastIndex}.");
        }

        if (!_done.TryAdd(status.Applied, (status.Name, status.Digest)) && _done[status.Applied].Digest != status.Digest)
        {
            throw new ExpectationException(
                $"Committed, and overwritten: {_done[status.Applied].Name} and {status.Name} have done {status.Applied} commands each, and not the same ones.");
        }
    }
}
