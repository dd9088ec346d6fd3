using Sim;

namespace Streams;

/// <summary>A server of HTTP/1.1 that says hello, small enough to be read, and HttpClient, which connects over the loop.</summary>
public static class HttpHello
{
    private const int MostHeaders = 100;

    /// <summary>Serves until it is told to stop.</summary>
    public static Task ServeAsync(int port, CancellationToken stop) => Serving.ServeAsync(AnswerAsync, port, stop);

    /// <summary>Asks for some paths, over one connection, and returns the answers.</summary>
    public static async Task<string[]> AskAsync(string host, int port, params string[] paths)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = EventLoop.Current.ConnectCallback };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"http://{host}:{port}") };
        List<string> answers = [];
        foreach (string path in paths)
        {
            answers.Add(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
        }

        return [.. answers];
    }

    private static async Task AnswerAsync(StreamConnection connection)
    {
        await using (connection)
        {
            while (await connection.Reader.ReadTextLineAsync() is { } request)
            {
                await SkipHeadersAsync(connection.Reader);
                string body = $"Hello, {request.Split(' ')[1].Trim('/')}!";
                connection.Writer.Write($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");
                await connection.Writer.DrainAsync();
            }
        }
    }

    private static async Task SkipHeadersAsync(AsyncStreamReader reader)
    {
        int headers = 0;
        while (await reader.ReadTextLineAsync() is { Length: > 0 })
        {
            if (++headers > MostHeaders)
            {
                throw new InvalidDataException($"A request with more than {MostHeaders} headers.");
            }
        }
    }
}
