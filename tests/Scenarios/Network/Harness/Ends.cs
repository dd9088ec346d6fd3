using System.Net.Sockets;
using System.Text;

namespace Sim.Scenarios.Network;

/// <summary>What behaviors do over and over.</summary>
internal static class Ends
{
    /// <summary>Both ends of a new connection.</summary>
    public static async Task<(IEnd Near, IEnd Far)> ConnectAsync(this INet net)
    {
        using IDoor door = await net.ListenAsync();
        Task<IEnd> accepted = door.AcceptAsync();
        return (await door.ConnectAsync(), await accepted);
    }

    public static async Task SendAsync(this IEnd end, string text) => await end.Stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Reads up to a few letters; "" is the end.</summary>
    public static async Task<string> ReadAsync(this IEnd end, int most = 100, CancellationToken token = default)
    {
        var buffer = new byte[most];
        return Encoding.ASCII.GetString(buffer, 0, await end.Stream.ReadAsync(buffer, token));
    }

    /// <summary>Reads to the end.</summary>
    public static async Task<string> ReadAllAsync(this IEnd end)
    {
        var text = new StringBuilder();
        for (string part = await end.ReadAsync(); part != ""; part = await end.ReadAsync())
        {
            text.Append(part);
        }

        return text.ToString();
    }

    /// <summary>Waits until something has arrived, or has ended, and reads nothing.</summary>
    public static Task UntilReadable(this IEnd end) => end.Stream.ReadAsync(Memory<byte>.Empty).AsTask();

    /// <summary>What an operation comes to, its failure in a word.</summary>
    public static async Task<string> Tell(Func<Task<string>> operation)
    {
        try
        {
            return await operation();
        }
        catch (IOException exception) when (exception.InnerException is SocketException inner)
        {
            return inner.SocketErrorCode.ToString();
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
        catch (ObjectDisposedException)
        {
            return "disposed";
        }
    }

    public static Task<string> Tell(Func<Task> operation) => Tell(async () =>
    {
        await operation();
        return "done";
    });
}
