using System.Net;

namespace Gossip;

/// <summary>Five members in one process, over UDP on the loopback interface; one of them is cut off for a while.</summary>
internal static class Program
{
    private const int Members = 5;
    private const int FirstPort = 5_090;

    private static readonly GossipOptions s_options = new() { Period = TimeSpan.FromMilliseconds(200) };

    public static async Task Main()
    {
        IPEndPoint[] roster = [.. Enumerable.Range(0, Members).Select(static i => new IPEndPoint(IPAddress.Loopback, FirstPort + i))];
        using var ending = new CancellationTokenSource();
        List<Task> running = [.. Enumerable.Range(0, Members - 1).Select(i => RunAsync((ushort)i, roster, ending.Token))];
        await RunForAsync(roster, TimeSpan.FromSeconds(2));
        Console.WriteLine($"member {Members - 1} is gone");
        await Task.Delay(TimeSpan.FromSeconds(4));
        Console.WriteLine($"member {Members - 1} is back");
        await RunForAsync(roster, TimeSpan.FromSeconds(3));
        await ending.CancelAsync();
        await Task.WhenAll(running);
    }

    private static async Task RunForAsync(IPEndPoint[] roster, TimeSpan time)
    {
        using var ending = new CancellationTokenSource(time);
        await RunAsync(Members - 1, roster, ending.Token);
    }

    private static async Task RunAsync(ushort number, IPEndPoint[] roster, CancellationToken token)
    {
        var member = new Member(number, roster, new UdpDatagrams(roster[number]), TimeProvider.System, s_options);
        member.Learned += rumor => Console.WriteLine($"{number} believes that {rumor.Member} is {rumor.State} ({rumor.Incarnation})");
        await member.RunAsync(token);
    }
}
