namespace Sim;

/// <content>All of a conversation at once.</content>
public sealed partial class LoopProcess
{
    private const int PieceOfInput = 64 * 1024;

    /// <summary>
    /// Writes all of its input and closes that, reads all that it writes meanwhile, and waits until it has exited. A process that reads only a part of its input, or
    /// none, is no error.
    /// </summary>
    /// <param name="input">Default: nothing. Its standard input is closed where that is a pipe.</param>
    /// <param name="cancellationToken">Gives up; the process runs on, and what was read is lost.</param>
    /// <exception cref="InvalidOperationException">There is input, but <see cref="Input"/> is not a pipe; or somebody else reads.</exception>
    /// <exception cref="OperationCanceledException">The task or the token was canceled.</exception>
    /// <remarks>All is held in memory, whatever <see cref="ProcessOptions.Limit"/> says.</remarks>
    public async Task<ProcessOutput> CommunicateAsync(ReadOnlyMemory<byte> input = default, CancellationToken cancellationToken = default)
    {
        if (_input is null && !input.IsEmpty)
        {
            throw new InvalidOperationException($"This process cannot be given input: it was started with {nameof(ProcessOptions.PipesInput)} false.");
        }

        LoopTask<byte[]> output = Loop.CreateTask(() => ReadAsync(_output, cancellationToken));
        LoopTask<byte[]> error = Loop.CreateTask(() => ReadAsync(_error, cancellationToken));
        LoopTask feeding = Loop.CreateTask(() => FeedAsync(input, cancellationToken));
        await LoopTask.Gather(output, error, feeding);
        int exitCode = await WaitAsync(cancellationToken);
        return new ProcessOutput(exitCode, output.Result, error.Result);
    }

    private static async Task<byte[]> ReadAsync(StreamProtocol? pipe, CancellationToken token) =>
        pipe is null ? [] : await pipe.Connection!.Reader.ReadToEndAsync(token);

    private async Task FeedAsync(ReadOnlyMemory<byte> input, CancellationToken token)
    {
        if (_input?.Connection is not { Writer: var writer })
        {
            return;
        }

        try
        {
            for (; !input.IsEmpty; input = input[Math.Min(input.Length, PieceOfInput)..])
            {
                writer.Write(input.Span[..Math.Min(input.Length, PieceOfInput)]);
                await writer.DrainAsync(token);
            }
        }
        catch (IOException)
        {
            // It reads no more, as head does: what it writes and how it exits says the rest.
        }

        writer.Close();
    }
}
