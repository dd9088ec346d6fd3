using Sim;

namespace Streams;

/// <summary>A server that sends back each line, and a client that sends some.</summary>
public static class Echo
{
    /// <summary>Serves until it is told to stop.</summary>
    public static Task ServeAsync(int port, CancellationToken stop) => Serving.ServeAsync(AnswerAsync, port, stop);

    /// <summary>Sends lines and returns what comes back.</summary>
    public static async Task<string[]> AskAsync(string host, int port, params string[] lines)
    {
        await using StreamConnection connection = await EventLoop.Current.OpenConnectionAsync(host, port);
        List<string> answers = [];
        foreach (string line in lines)
        {
            connection.Writer.Write($"{line}\n");
            await connection.Writer.DrainAsync();
            answers.Add(await connection.Reader.ReadTextLineAsync() ?? throw new EndOfStreamException("The server closed the connection."));
        }

        return [.. answers];
    }

    private static async Task AnswerAsync(StreamConnection connection)
    {
        await using (connection)
        {
            await foreach (byte[] line in connection.Reader)
            {
                connection.Writer.Write(line);
                await connection.Writer.DrainAsync();
            }
        }
    }
}
