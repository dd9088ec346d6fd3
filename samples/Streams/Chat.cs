using Sim;

namespace Streams;

/// <summary>A room in which everybody hears what anybody says. The first line of a connection is the name of who speaks.</summary>
public sealed class Chat
{
    private readonly List<AsyncStreamWriter> _room = [];

    /// <summary>Serves one room until it is told to stop.</summary>
    public static Task ServeAsync(int port, CancellationToken stop) => Serving.ServeAsync(new Chat().WelcomeAsync, port, stop);

    /// <summary>Joins, says something once there are so many in the room, and returns what is heard until everybody has spoken.</summary>
    public static async Task<string[]> TalkAsync(string host, int port, string name, int people)
    {
        await using StreamConnection connection = await EventLoop.Current.OpenConnectionAsync(host, port);
        connection.Writer.Write($"{name}\n");
        List<string> heard = [];
        bool hasSpoken = false;
        await foreach (string line in connection.Reader.ReadTextLinesAsync())
        {
            if (!hasSpoken && line == $"* {people} in the room")
            {
                hasSpoken = true;
                connection.Writer.Write($"Hello, I am {name}\n");
                await connection.Writer.DrainAsync();
            }
            else if (!line.StartsWith('*'))
            {
                heard.Add(line);
                if (heard.Count == people)
                {
                    break;
                }
            }
        }

        return [.. heard];
    }

    private async Task WelcomeAsync(StreamConnection connection)
    {
        await using (connection)
        {
            if (await connection.Reader.ReadTextLineAsync() is not { } name)
            {
                return;
            }

            _room.Add(connection.Writer);
            await SayAsync($"* {_room.Count} in the room");
            try
            {
                await foreach (string line in connection.Reader.ReadTextLinesAsync())
                {
                    await SayAsync($"{name}: {line}");
                }
            }
            finally
            {
                _room.Remove(connection.Writer);
            }
        }
    }

    /// <summary>Who does not listen as fast as others speak keeps them waiting; who has left is no bother.</summary>
    private async Task SayAsync(string line)
    {
        foreach (AsyncStreamWriter listener in _room.ToArray())
        {
            try
            {
                listener.Write($"{line}\n");
                await listener.DrainAsync();
            }
            catch (IOException)
            {
                // Gone: its own reader is told as well.
            }
        }
    }
}
