namespace Gossip;

/// <summary>News that ride on messages: each goes out a number of times that grows with the logarithm of the group, the freshest first.</summary>
public sealed class RumorMill
{
    private const int Factor = 3;

    private readonly List<(Rumor Rumor, int Sent)> _rumors = [];
    private readonly int _times;

    /// <summary>For a group of this many members.</summary>
    public RumorMill(int members) => _times = Factor * (int)Math.Ceiling(Math.Log2(members + 1));

    /// <summary>News to be told; older news of the same member are dropped.</summary>
    public void Add(Rumor rumor)
    {
        _rumors.RemoveAll(other => other.Rumor.Member == rumor.Member);
        _rumors.Insert(0, (rumor, 0));
    }

    /// <summary>Takes what the next message carries, the least told first.</summary>
    /// <returns>How many were taken.</returns>
    public int Take(Span<Rumor> taken)
    {
        int count = Math.Min(taken.Length, _rumors.Count);
        for (int i = 0; i < count; i++)
        {
            (Rumor rumor, int sent) = _rumors[i];
            taken[i] = rumor;
            _rumors[i] = (rumor, sent + 1);
        }

        if (count > 0)
        {
            Requeue(count);
        }

        return count;
    }

    /// <summary>What was told goes behind what was told as often; what was told often enough goes.</summary>
    private void Requeue(int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            (Rumor Rumor, int Sent) told = _rumors[i];
            _rumors.RemoveAt(i);
            if (told.Sent < _times)
            {
                int place = _rumors.FindIndex(other => other.Sent > told.Sent);
                _rumors.Insert(place < 0 ? _rumors.Count : place, told);
            }
        }
    }
}
