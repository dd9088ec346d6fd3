using System.Text;
using Sim.Scenarios.Conformance;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>CPython's test_streams, the reader's part, in words of C#: readers that are fed by hand.</summary>
public class ReaderTests
{
    [Theory]
    [EveryOrder]
    public void B148_ReadExactly_that_hits_the_end_gives_what_came_and_empties_the_buffer__test_readexactly_eof(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        LoopTask<byte[]> reading = TheLoop.CreateTask(() => reader.ReadExactlyAsync(10).AsTask());
        await LoopTask.Sleep(TimeSpan.Zero);
        reader.FeedData("abc"u8);
        reader.FeedEof();
        IncompleteReadException thrown = await Assert.ThrowsAsync<IncompleteReadException>(async () => await reading);
        Assert.Equal("abc", Text(thrown.Partial));
        Assert.Equal(10, thrown.Expected);
        Assert.Equal(0, reader.Available);
        Assert.True(reader.IsAtEnd);
        Assert.Empty(await reader.ReadExactlyAsync(0));
    });

    [Theory]
    [EveryOrder]
    public void B148_ReadExactly_ignores_the_limit__test_readexactly_limit(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader(limit: 3);
        reader.FeedData("chunk"u8);
        Assert.Equal("chunk", Text(await reader.ReadExactlyAsync(5)));
        Assert.Equal(0, reader.Available);
    });

    [Theory]
    [EveryOrder]
    public void B149_A_line_over_the_limit_is_dropped_up_to_its_newline__test_readline_limit(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader(limit: 3);
        reader.FeedData("li"u8);
        reader.FeedData("ne1\nline2\n"u8);
        LimitOverrunException first = await Thrown<LimitOverrunException, byte[]>(reader.ReadLineAsync());
        Assert.Contains("longer than 3 bytes", first.Message, StringComparison.Ordinal);
        Assert.Equal(6, reader.Available);

        var unfinished = new AsyncStreamReader(limit: 3);
        unfinished.FeedData("li"u8);
        unfinished.FeedData("ne1"u8);
        unfinished.FeedData("li"u8);
        await Thrown<LimitOverrunException, byte[]>(unfinished.ReadLineAsync());
        Assert.Equal(0, unfinished.Available);
        unfinished.FeedData("ne\n"u8);
        unfinished.FeedEof();
        Assert.Equal("ne\n", Text(await unfinished.ReadLineAsync()));
        Assert.Empty(await unfinished.ReadLineAsync());
    });

    [Theory]
    [EveryOrder]
    public void B149_ReadUntil_over_the_limit_leaves_the_stream_as_it_was__test_readuntil_limit_found_sep(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader(limit: 3);
        reader.FeedData("some dataAA"u8);
        LimitOverrunException missing = await Thrown<LimitOverrunException, byte[]>(reader.ReadUntilAsync("AAA"u8.ToArray()));
        Assert.Contains("not found", missing.Message, StringComparison.Ordinal);
        Assert.Equal(9, missing.Consumed);
        reader.FeedData("A"u8);
        LimitOverrunException found = await Thrown<LimitOverrunException, byte[]>(reader.ReadUntilAsync("AAA"u8.ToArray()));
        Assert.Contains("was found", found.Message, StringComparison.Ordinal);
        Assert.Equal(12, reader.Available);
    });

    /// <remarks>Seen to fail when the search went on at the end of what was searched instead of a separator's length before.</remarks>
    /// <remarks>Seen to fail with the match that begins first, with the longest that ends there, and with a search that forgets what came before by the shortest separator.</remarks>
    [Theory]
    [EveryOrder]
    public void Of_several_separators_the_match_that_ends_first_counts__test_readuntil_multi_separator(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader(limit: 5);
        reader.FeedData("12abc-34bc"u8);
        Assert.Equal("12ab", Text(await reader.ReadUntilAsync(Any("abc-", "b", "ab"))));
        Assert.Equal("c-", Text(await reader.ReadUntilAsync(Any("-", "c-3"))));
        LoopTask<byte[]> reading = TheLoop.CreateTask(() => reader.ReadUntilAsync(Any("\r\n.\r\n", "!")).AsTask());
        foreach (string piece in (string[])["\r", "\n.", "\r", "\nrest"])
        {
            await LoopTask.Sleep(TimeSpan.Zero);
            reader.FeedData(Encoding.UTF8.GetBytes(piece));
        }

        Assert.Equal("34bc\r\n.\r\n", Text(await reading));
        reader.FeedData("5\r6"u8);
        Assert.Equal(6, (await Thrown<LimitOverrunException, byte[]>(reader.ReadUntilAsync(Any("6", "\r6")))).Consumed);
        reader.FeedEof();
        Assert.Equal("rest5\r6", Text((await Thrown<IncompleteReadException, byte[]>(reader.ReadUntilAsync(Any("\r\n\r", "\n\n")))).Partial));
        await Thrown<ArgumentException, byte[]>(reader.ReadUntilAsync(Any()));
        await Thrown<ArgumentException, byte[]>(reader.ReadUntilAsync(Any("x", "")));
    });

    [Theory]
    [EveryOrder]
    public void A_separator_that_comes_in_pieces_is_found__test_readuntil_multi_chunks(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        LoopTask<byte[]> reading = TheLoop.CreateTask(() => reader.ReadUntilAsync("\r\n\r\n"u8.ToArray()).AsTask());
        foreach (byte each in "GET /\r\nHost: x\r\n\r\nrest"u8.ToArray())
        {
            await LoopTask.Sleep(TimeSpan.Zero);
            reader.FeedData([each]);
        }

        Assert.Equal("GET /\r\nHost: x\r\n\r\n", Text(await reading));
        reader.FeedEof();
        IncompleteReadException thrown = await Thrown<IncompleteReadException, byte[]>(reader.ReadUntilAsync("!"u8.ToArray()));
        Assert.Equal("rest", Text(thrown.Partial));
        Assert.Null(thrown.Expected);
    });

    [Theory]
    [EveryOrder]
    public void B151_An_error_reaches_who_waits__test_exception_waiter(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        LoopTask<byte[]> reading = TheLoop.CreateTask(() => reader.ReadLineAsync().AsTask());
        await LoopTask.Sleep(TimeSpan.Zero);
        var error = new IOException("broken");
        reader.SetException(error);
        Assert.Same(error, await Assert.ThrowsAsync<IOException>(async () => await reading));
        Assert.Same(error, await Thrown<IOException, byte[]>(reader.ReadExactlyAsync(1)));
    });

    [Theory]
    [EveryOrder]
    public void B151_An_error_beside_a_canceled_read_harms_nobody__test_exception_cancel(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        LoopTask<byte[]> reading = TheLoop.CreateTask(() => reader.ReadLineAsync().AsTask());
        await LoopTask.Sleep(TimeSpan.Zero);
        reading.Cancel();
        reader.SetException(new IOException("broken"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
    });

    [Theory]
    [EveryOrder]
    public void What_had_come_is_read_before_the_error(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        reader.FeedData("one\ntwo"u8);
        reader.SetException(new IOException("broken"));
        Assert.Equal("one", await reader.ReadTextLineAsync());
        var rest = new byte[10];
        Assert.Equal(3, await reader.ReadAsync(rest));
        await Thrown<IOException, int>(reader.ReadAsync(rest));
    });

    /// <remarks>Seen to fail when a second read took the place of the first.</remarks>
    [Theory]
    [AllArms]
    public void One_read_waits_at_a_time(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        LoopTask<byte[]> first = TheLoop.CreateTask(() => reader.ReadExactlyAsync(1).AsTask());
        await LoopTask.Sleep(TimeSpan.Zero);
        InvalidOperationException refused = await Thrown<InvalidOperationException, byte[]>(reader.ReadLineAsync());
        Assert.Contains("one at a time", refused.Message, StringComparison.Ordinal);
        reader.FeedData("x"u8);
        Assert.Equal("x", Text(await first));
    });

    /// <remarks>Seen to fail when a canceled read kept its place.</remarks>
    [Theory]
    [EveryOrder]
    public void A_canceled_read_has_taken_nothing_out(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        LoopTask<byte[]> byTask = TheLoop.CreateTask(() => reader.ReadExactlyAsync(4).AsTask());
        await LoopTask.Sleep(TimeSpan.Zero);
        reader.FeedData("ab"u8);
        await LoopTask.Sleep(TimeSpan.Zero);
        byTask.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await byTask);

        using var source = new CancellationTokenSource();
        LoopTask byToken = TheLoop.CreateTask(async () =>
        {
            OperationCanceledException canceled = await Thrown<OperationCanceledException, byte[]>(reader.ReadUntilAsync("d"u8.ToArray(), source.Token));
            Assert.Equal(source.Token, canceled.CancellationToken);
        });
        await LoopTask.Sleep(TimeSpan.Zero);
        await source.CancelAsync();
        await byToken;
        reader.FeedData("cd"u8);
        Assert.Equal("abcd", Text(await reader.ReadExactlyAsync(4)));
    });

    /// <remarks>Seen to fail when the bytes that it had been given went with it.</remarks>
    [Theory]
    [AllArms]
    public void Nor_has_one_that_is_canceled_after_it_was_given_bytes(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        LoopTask<int> reading = TheLoop.CreateTask(() => reader.ReadAsync(new byte[2]).AsTask());
        await LoopTask.Sleep(TimeSpan.Zero);
        reader.FeedData("abc"u8);
        reading.Cancel();
        reader.FeedData("d"u8);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
        Assert.Equal("abcd", Text(await reader.ReadExactlyAsync(4)));
    });

    [Theory]
    [EveryOrder]
    public void Lines_can_be_enumerated__test_streamreader_aiter(ArmKind arm) => Arms.Run(arm, async () =>
    {
        var reader = new AsyncStreamReader();
        reader.FeedData("one\ntwo\r\n\nlast"u8);
        reader.FeedEof();
        List<string> lines = [];
        await foreach (string line in reader.ReadTextLinesAsync())
        {
            lines.Add(line);
        }

        Assert.Equal(["one", "two", "", "last"], lines);

        var again = new AsyncStreamReader();
        again.FeedData("one\ntwo"u8);
        again.FeedEof();
        List<string> raw = [];
        await foreach (byte[] line in again)
        {
            raw.Add(Text(line));
        }

        Assert.Equal(["one\n", "two"], raw);
    });

    [Theory]
    [EveryOrder]
    public void Nonsense_is_refused(ArmKind arm) => Arms.Run(arm, async () =>
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AsyncStreamReader(limit: 0));
        var reader = new AsyncStreamReader();
        await Thrown<ArgumentOutOfRangeException, byte[]>(reader.ReadExactlyAsync(-1));
        await Thrown<ArgumentException, byte[]>(reader.ReadUntilAsync(ReadOnlyMemory<byte>.Empty));
        reader.FeedEof();
        Assert.Throws<InvalidOperationException>(() => reader.FeedData("x"u8));
    });

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.ASCII.GetString(bytes.Span);

    private static string Text(byte[] bytes) => Encoding.ASCII.GetString(bytes);

    private static ReadOnlyMemory<byte>[] Any(params string[] separators) => [.. separators.Select(static separator => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(separator))];
}
