namespace Sim;

/// <summary>A set of directed pairs of hosts, which says in constant time whether it has a pair. Hosts that were added later are in no group.</summary>
internal sealed class HostPairs
{
    private readonly PairShape _shape;
    private readonly int[] _groups;

    /// <param name="shape">Which pairs of groups are meant.</param>
    /// <param name="hosts">How many hosts there are.</param>
    /// <param name="groups">Hosts in groups; one in none is in group 0, the first group is 1.</param>
    public HostPairs(PairShape shape, int hosts, params IReadOnlyList<NetworkNode>[] groups)
    {
        _shape = shape;
        _groups = new int[hosts];
        for (int group = 0; group < groups.Length; group++)
        {
            foreach (NetworkNode node in groups[group])
            {
                _groups[node.Index] = group + 1;
            }
        }
    }

    /// <summary>Whether what goes from one host to another is meant.</summary>
    public bool Has(int from, int to)
    {
        (int source, int target) = (GroupOf(from), GroupOf(to));
        return _shape switch
        {
            PairShape.Between => source != 0 && target != 0 && source != target,
            PairShape.Forth => source == 1 && target == 2,
            _ => source != 0 || target != 0,
        };
    }

    private int GroupOf(int host) => host < _groups.Length ? _groups[host] : 0;
}

/// <summary>Which pairs of groups are meant.</summary>
internal enum PairShape
{
    /// <summary>Any two different groups, in both directions.</summary>
    Between,

    /// <summary>From the first group to the second.</summary>
    Forth,

    /// <summary>Whatever goes to or from a host of any group.</summary>
    Around,
}
