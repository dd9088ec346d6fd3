namespace Sim.Peers;

/// <summary>Reads a line and headers up to an empty line, and answers with a line; sets limits to each of them, and resets who passes one.</summary>
internal sealed class GarbageServer
{
    public const int Limit = 16 * 1024;

    private const int MostHeaders = 100;

    /// <summary>For a request, once its first line is there.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How many clients were given up, by why.</summary>
    public SortedDictionary<string, int> Errors { get; } = new(StringComparer.Ordinal) { [nameof(LimitOverrunException)] = 0, [nameof(InvalidDataException)] = 0, [nameof(TimeoutException)] = 0 };

    /// <summary>Whether each error came at least once.</summary>
    public bool HasSeenAll => Errors.Values.All(static count => count > 0);

    public async Task ServeAsync(StreamConnection connection)
    {
        try
        {
            while (await connection.Reader.ReadTextLineAsync() is { } line)
            {
                await LoopTask.WaitFor(EventLoop.Current.CreateTask(() => AnswerAsync(connection, line)), s_patience);
            }

            connection.Writer.Close();
        }
        catch (Exception exception) when (Errors.ContainsKey(exception.GetType().Name))
        {
            Errors[exception.GetType().Name]++;
            connection.Writer.Abort();
        }
        catch (IOException)
        {
            connection.Writer.Abort();
        }
    }

    private static async Task AnswerAsync(StreamConnection connection, string line)
    {
        int headers = 0;
        while (await connection.Reader.ReadTextLineAsync() is { Length: > 0 })
        {
            if (++headers > MostHeaders)
            {
                throw new InvalidDataException($"More than {MostHeaders} headers.");
            }
        }

        connection.Writer.Write($"{line}, {headers} headers\n");
        await connection.Writer.DrainAsync();
    }
}
