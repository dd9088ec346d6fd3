using System.Security.Cryptography;
using System.Text;
using Sim.Scenarios.Conformance;
using Sim.Transports;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Streams;

/// <summary>How bytes pass over streams, the same on the machine's sockets and on the simulated network.</summary>
public class TransferTests
{
    /// <summary>100 MB where everything is looked at, else as much as passes in a second.</summary>
    private static int Huge => Environment.GetEnvironmentVariable("SIM_FULL") == "1" ? 100_000_000 : 2_000_000;

    [Theory]
    [EveryOrder]
    public void An_echo_comes_back(ArmKind arm) => Arms.Run(arm, async () =>
    {
        await using LoopServer server = await Serve(Echo);
        await using StreamConnection client = await server.Connect();
        client.Writer.Write("hello\n");
        Assert.Equal("hello", await client.Reader.ReadTextLineAsync());
        client.Writer.WriteLines(["a"u8.ToArray(), "b"u8.ToArray(), "\n"u8.ToArray()]);
        Assert.Equal("ab", await client.Reader.ReadTextLineAsync());
        client.Writer.WriteEof();
        Assert.Empty(await client.Reader.ReadToEndAsync());
    });

    /// <remarks>Seen to fail when what did not fit into one write was dropped instead of kept.</remarks>
    [Theory]
    [EveryOrder]
    public void A_large_write_is_sent_in_parts_and_whole(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        byte[] sent = Pattern(MoreThanFits(arm));
        near.Writer.Write(sent);
        Assert.True(near.Transport.WriteBufferSize > 0, "No network takes this at once.");
        near.Writer.Close();
        Assert.True(near.Writer.IsClosing);
        byte[] received = await far.Reader.ReadToEndAsync();
        Assert.Equal(SHA256.HashData(sent), SHA256.HashData(received));
        await near.Writer.WaitClosedAsync();
        await far.DisposeAsync();
    });

    [Theory]
    [EveryOrder]
    public void Both_directions_pass_at_once(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        byte[][] results = await LoopTask.Gather(
            TheLoop.CreateTask(() => Exchange(near, Pattern(300_000, 1))), TheLoop.CreateTask(() => Exchange(far, Pattern(300_000, 2))));
        Assert.Equal(Pattern(300_000, 2), results[0]);
        Assert.Equal(Pattern(300_000, 1), results[1]);
    });

    /// <remarks>Seen to fail when DrainAsync never waited.</remarks>
    [Theory]
    [EveryOrder]
    public void A_writer_waits_for_a_slow_reader_and_keeps_no_more_than_its_limit(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected(limit: 1000);
        byte[] piece = Pattern(MoreThanFits(arm) / 60);
        int written = 0;
        int most = 0;
        LoopTask writing = TheLoop.CreateTask(async () =>
        {
            for (; written < MoreThanFits(arm); written += piece.Length)
            {
                near.Writer.Write(piece);
                await near.Writer.DrainAsync();
                most = Math.Max(most, near.Transport.WriteBufferSize);
            }

            near.Writer.Close();
        });
        while (far.Transport.IsReading || near.Transport.WriteBufferSize <= WriteBufferLimits.Default.Low)
        {
            await LoopTask.Sleep(Ms(1));
        }

        Assert.False(writing.IsDone);
        Assert.InRange(far.Reader.Available, 1, 2_000 + (256 * 1024));
        Assert.Equal(MoreThanFits(arm), await Count(far.Reader, delayEvery: 50));
        await writing;
        Assert.InRange(most, 0, WriteBufferLimits.Default.High);
        await far.DisposeAsync();
    });

    [Theory]
    [EveryOrder]
    public void Bytes_that_come_one_by_one_make_up_what_is_read(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        LoopTask writing = TheLoop.CreateTask(async () =>
        {
            foreach (byte each in Encoding.ASCII.GetBytes("a line\r\n12345"))
            {
                near.Writer.Write([each]);
                await LoopTask.Sleep(Ms(1));
            }

            await near.DisposeAsync();
        });
        Assert.Equal("a line", await far.Reader.ReadTextLineAsync());
        Assert.Equal("12345", Encoding.ASCII.GetString(await far.Reader.ReadExactlyAsync(5)));
        Assert.Empty(await far.Reader.ReadToEndAsync());
        await far.DisposeAsync();
        await writing;
    });

    /// <remarks>Seen to fail when the end of the writes overtook what waited to be sent.</remarks>
    [Theory]
    [EveryOrder]
    public void B159_After_half_a_close_everything_is_sent_and_reading_goes_on__test_write_eof_buffer(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        near.Writer.Write(Pattern(MoreThanFits(arm)));
        near.Writer.WriteEof();
        Assert.Throws<InvalidOperationException>(() => near.Writer.Write("late"));
        byte[] received = await far.Reader.ReadToEndAsync();
        Assert.Equal(MoreThanFits(arm), received.Length);
        Assert.True(far.Reader.IsAtEnd);
        far.Writer.Write("answer");
        await far.DisposeAsync();
        Assert.Equal("answer", Encoding.ASCII.GetString(await near.Reader.ReadToEndAsync()));
        await near.DisposeAsync();
    });

    /// <remarks>Seen to fail when Close dropped what waited to be sent.</remarks>
    [Theory]
    [EveryOrder]
    public void B155_Close_sends_what_waits_first__test_close_write_buffer(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected();
        near.Writer.Write(Pattern(MoreThanFits(arm)));
        near.Writer.Close();
        near.Writer.Write("dropped");
        LoopTask closed = TheLoop.CreateTask(() => near.Writer.WaitClosedAsync().AsTask());
        await LoopTask.Sleep(Ms(20));
        Assert.False(closed.IsDone);
        Assert.Equal(MoreThanFits(arm), await Count(far.Reader));
        await closed;
        await far.DisposeAsync();
    });

    [Theory]
    [AllArms]
    public void A_hundred_megabytes_pass_through_a_small_window(ArmKind arm) => Arms.Run(arm, async () =>
    {
        (StreamConnection near, StreamConnection far) = await Connected(limit: 4096);
        near.Transport.WriteBufferLimits = new WriteBufferLimits(low: 1024, high: 4096);
        using IncrementalHash sent = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash received = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        LoopTask writing = TheLoop.CreateTask(async () =>
        {
            byte[] piece = Pattern(16_000);
            for (int written = 0; written < Huge; written += piece.Length)
            {
                piece[0]++;
                sent.AppendData(piece);
                near.Writer.Write(piece);
                await near.Writer.DrainAsync();
            }

            await near.DisposeAsync();
        });
        var buffer = new byte[8192];
        while (await far.Reader.ReadAsync(buffer) is > 0 and int count)
        {
            received.AppendData(buffer, 0, count);
        }

        await writing;
        await far.DisposeAsync();
        Assert.Equal(sent.GetHashAndReset(), received.GetHashAndReset());
    });

    private static async Task<byte[]> Exchange(StreamConnection connection, byte[] bytes)
    {
        connection.Writer.Write(bytes);
        connection.Writer.WriteEof();
        byte[] received = await connection.Reader.ReadToEndAsync();
        await connection.DisposeAsync();
        return received;
    }

    /// <summary>Counts to the end, and rests for a moment after every so many reads.</summary>
    private static async Task<int> Count(AsyncStreamReader reader, int delayEvery = int.MaxValue)
    {
        var buffer = new byte[5_000];
        int total = 0;
        for (int reads = 1; await reader.ReadAsync(buffer) is > 0 and int count; reads++)
        {
            total += count;
            if (reads % delayEvery == 0)
            {
                await LoopTask.Sleep(Ms(1));
            }
        }

        return total;
    }
}
