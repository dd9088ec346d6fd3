using System.Text;

namespace Sim;

/// <content>Reading up to a separator, and lines.</content>
public sealed partial class AsyncStreamReader : IAsyncEnumerable<byte[]>
{
    private static readonly ReadOnlyMemory<byte>[] s_newLine = ["\n"u8.ToArray()];

    /// <summary>Reads up to and including a separator.</summary>
    /// <param name="separator">Not empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The separator is empty.</exception>
    /// <exception cref="LimitOverrunException">More than <see cref="Limit"/> bytes lie before it. They stay in the stream.</exception>
    /// <exception cref="IncompleteReadException">The stream ended before it; what had come is in the exception.</exception>
    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public ValueTask<byte[]> ReadUntilAsync(ReadOnlyMemory<byte> separator, CancellationToken cancellationToken = default) => ReadUntilFirstAsync([separator], cancellationToken);

    /// <summary>Reads up to and including the first of several separators: what is returned is as short as it can be. Where several end at the same byte, the shortest counts.</summary>
    /// <param name="separators">At least one, and none is empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">There is none, or one is empty.</exception>
    /// <inheritdoc cref="ReadUntilAsync(ReadOnlyMemory{byte}, CancellationToken)" path="/exception[@cref='T:Sim.LimitOverrunException' or @cref='T:Sim.IncompleteReadException']"/>
    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public ValueTask<byte[]> ReadUntilAsync(IReadOnlyList<ReadOnlyMemory<byte>> separators, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(separators);
        return ReadUntilFirstAsync([.. separators.OrderBy(static separator => separator.Length)], cancellationToken);
    }

    /// <summary>Reads a line with its newline (<c>\n</c>).</summary>
    /// <returns>What came before the end, if that came before a newline; empty at the end.</returns>
    /// <exception cref="LimitOverrunException">
    /// The line is longer than <see cref="Limit"/>. It is dropped as far as it has come, and the next read goes on behind that.
    /// </exception>
    /// <inheritdoc cref="ReadAsync(Memory{byte}, CancellationToken)" path="/exception"/>
    public async ValueTask<byte[]> ReadLineAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await ReadUntilFirstAsync(s_newLine, cancellationToken);
        }
        catch (IncompleteReadException incomplete)
        {
            return incomplete.Partial.ToArray();
        }
        catch (LimitOverrunException overrun)
        {
            bool isFound = overrun.Consumed < _buffer.Count && _buffer.Content[overrun.Consumed] == (byte)'\n';
            Skip(isFound ? overrun.Consumed + 1 : _buffer.Count);
            throw new LimitOverrunException($"A line is longer than {Limit:N0} bytes, the limit of its stream: it is dropped as far as it has come.", overrun.Consumed);
        }
    }

    /// <summary>Reads a line of text in UTF-8, without its newline (<c>\n</c> or <c>\r\n</c>).</summary>
    /// <returns>Null at the end.</returns>
    /// <inheritdoc cref="ReadLineAsync" path="/exception"/>
    public async ValueTask<string?> ReadTextLineAsync(CancellationToken cancellationToken = default)
    {
        byte[] line = await ReadLineAsync(cancellationToken);
        return line.Length == 0 ? null : Encoding.UTF8.GetString(TrimNewLine(line));
    }

    /// <summary>The lines of text that follow, to the end; see <see cref="ReadTextLineAsync"/>.</summary>
    public async IAsyncEnumerable<string> ReadTextLinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await ReadTextLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>The lines that follow, with their newlines, to the end; see <see cref="ReadLineAsync"/>.</summary>
    public async IAsyncEnumerator<byte[]> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            yield return line;
        }
    }

    private static ReadOnlySpan<byte> TrimNewLine(ReadOnlySpan<byte> line) =>
        line is [.. var text, (byte)'\r', (byte)'\n'] ? text
        : line is [.. var rest, (byte)'\n'] ? rest
        : line;

    /// <summary>Nothing is looked at twice, however small the pieces in which it comes.</summary>
    /// <param name="separators">The shortest first.</param>
    /// <param name="token">Ends the wait.</param>
    private async ValueTask<byte[]> ReadUntilFirstAsync(ReadOnlyMemory<byte>[] separators, CancellationToken token)
    {
        ThrowIfEmpty(separators);
        token.ThrowIfCancellationRequested();
        int searched = 0;
        while (true)
        {
            (int start, int length) = FindFirst(separators, searched);
            if (length > 0)
            {
                return Take(CheckLimit(start, "The separator was found, but what lies before it is") + length);
            }

            searched = CheckLimit(Math.Max(0, _buffer.Count - separators[^1].Length + 1), "The separator was not found, and what has come is");
            if (HasEnded)
            {
                throw new IncompleteReadException(Take(_buffer.Count), expected: null);
            }

            await WaitForDataAsync(token);
        }
    }

    /// <param name="separators">The shortest first.</param>
    private static void ThrowIfEmpty(ReadOnlyMemory<byte>[] separators)
    {
        if (separators is [] or [{ IsEmpty: true }, ..])
        {
            throw new ArgumentException("There is at least one separator, and each has at least one byte.", nameof(separators));
        }
    }

    /// <summary>The match that ends first; no length where there is none.</summary>
    private (int Start, int Length) FindFirst(ReadOnlyMemory<byte>[] separators, int from)
    {
        (int start, int length) = (0, 0);
        foreach (ReadOnlyMemory<byte> separator in separators)
        {
            int found = _buffer.Content[from..].IndexOf(separator.Span);
            if (found >= 0 && (length == 0 || from + found + separator.Length < start + length))
            {
                (start, length) = (from + found, separator.Length);
            }
        }

        return (start, length);
    }

    private int CheckLimit(int length, string what) =>
        length <= Limit ? length : throw new LimitOverrunException($"{what} longer than {Limit:N0} bytes, the limit of the stream.", length);
}
