using System.Threading.Channels;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// raft_duplicate_votes: two of five nodes ask the three others for their votes in one term; a request to a node that has not answered
/// after 20 ms is sent once more, and a node repeats the answer that it gave. The bug: a candidate counts answers, not nodes, so that one
/// vote counted twice makes a second leader. The twin counts nodes.
/// </summary>
internal sealed class RaftVotes(Simulation sim, bool isFixed)
{
    private const int Voters = 3;
    private const int Majority = 3;
    private static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan s_resend = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_election = TimeSpan.FromMilliseconds(100);

    private readonly Channel<int>[] _requests = [.. Enumerable.Range(0, Voters).Select(static _ => Channel.CreateUnbounded<int>())];
    private readonly Channel<int>[] _answers = [Channel.CreateUnbounded<int>(), Channel.CreateUnbounded<int>()];
    private int _leaders;

    public async Task RunAsync()
    {
        Task[] voters = [.. Enumerable.Range(0, Voters).Select(voter => Task.Run(() => VoteAsync(voter)))];
        await Task.WhenAll(Task.Run(() => StandAsync(0)), Task.Run(() => StandAsync(1)));
        foreach (Channel<int> request in _requests)
        {
            request.Writer.Complete();
        }

        await Task.WhenAll(voters);
        sim.Always(_leaders <= 1, "a term has one leader");
    }

    private async Task VoteAsync(int voter)
    {
        int? votedFor = null;
        await foreach (int candidate in _requests[voter].Reader.ReadAllAsync())
        {
            votedFor ??= candidate;
            if (votedFor == candidate)
            {
                _ = SendAsync(_answers[candidate], voter);
            }
        }
    }

    private static async Task SendAsync(Channel<int> mailbox, int message)
    {
        await Task.Delay(s_latency);
        mailbox.Writer.TryWrite(message);
    }

    private async Task StandAsync(int candidate)
    {
        var answered = new bool[Voters];
        Task requests = Task.WhenAll(Enumerable.Range(0, Voters).Select(voter => AskAsync(candidate, voter, answered)));
        using var over = new CancellationTokenSource(s_election);
        if (await IsElectedAsync(_answers[candidate].Reader, answered, over.Token))
        {
            _leaders++;
        }

        await requests;
    }

    private async Task AskAsync(int candidate, int voter, bool[] answered)
    {
        await SendAsync(_requests[voter], candidate);
        await Task.Delay(s_resend - s_latency);
        if (!answered[voter])
        {
            await SendAsync(_requests[voter], candidate);
        }
    }

    private async Task<bool> IsElectedAsync(ChannelReader<int> answers, bool[] answered, CancellationToken over)
    {
        int votes = 1;
        try
        {
            while (votes < Majority)
            {
                int voter = await answers.ReadAsync(over);
                votes += isFixed && answered[voter] ? 0 : 1;
                answered[voter] = true;
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
