using System.Security.Cryptography;

namespace Sim.Scenarios.Network;

/// <summary>How bytes pass over a connection.</summary>
public class TransferTests
{
    [Theory]
    [EveryNet]
    public Task Bytes_arrive_in_order(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = far;
            for (char letter = 'a'; letter <= 'j'; letter++)
            {
                await near.SendAsync(letter.ToString());
            }

            near.Dispose();
            return await far.ReadAllAsync();
        },
        "abcdefghij");

    [Theory]
    [EveryNet]
    public Task Many_bytes_pass_in_both_directions_at_once(Arm arm) => arm.Shows(
        static async net =>
        {
            const int size = 300_000;
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            using IEnd alsoDisposed = far;
            byte[] there = [.. Enumerable.Range(0, size).Select(static i => (byte)(i * 31))];
            byte[] back = [.. Enumerable.Range(0, size).Select(static i => (byte)(i * 17))];
            string[] hashes = await Task.WhenAll(
                SendAll(near, there), SendAll(far, back), HashAll(near), HashAll(far));
            return hashes[2] == Hash(back) && hashes[3] == Hash(there) ? "same" : "different";
        },
        "same");

    [Theory]
    [EveryNet]
    public Task A_writer_waits_for_a_reader(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            using IEnd alsoDisposed = far;
            Task writing = near.SendAsync(new string('x', net.MoreThanFits));
            await far.UntilReadable();
            await Task.Delay(30);
            bool waited = !writing.IsCompleted;
            await far.Stream.ReadExactlyAsync(new byte[net.MoreThanFits]);
            await writing;
            return waited ? "waited" : "did not wait";
        },
        "waited");

    [Theory]
    [EveryNet]
    public Task A_read_into_nothing_waits_for_something(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            using IEnd alsoDisposed = far;
            ValueTask<int> nothing = far.Stream.ReadAsync(Memory<byte>.Empty);
            bool waits = !nothing.IsCompleted;
            await near.SendAsync("x");
            return $"{waits} {await nothing} {await far.ReadAsync()}";
        },
        "True 0 x");

    [Theory]
    [EveryNet]
    public Task A_write_of_nothing_sends_nothing(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            using IEnd alsoDisposed = far;
            Task<string> reading = far.ReadAsync();
            await near.SendAsync("");
            await near.SendAsync("x");
            return await reading;
        },
        "x");

    [Theory]
    [EveryNet]
    public Task Of_two_reads_the_first_is_served_first(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            using IEnd alsoDisposed = far;
            Task<string> first = far.ReadAsync(1);
            Task<string> second = far.ReadAsync(1);
            await near.SendAsync("ab");
            return $"{await first}{await second}";
        },
        "ab");

    [Theory]
    [EveryNet]
    public Task Of_two_writes_that_wait_the_first_is_sent_first(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = far;
            Task first = near.SendAsync(new string('x', net.MoreThanFits));
            Task second = near.SendAsync("yz");
            await far.Stream.ReadExactlyAsync(new byte[net.MoreThanFits]);
            await Task.WhenAll(first, second);
            near.Dispose();
            return await far.ReadAllAsync();
        },
        "yz");

    [Theory]
    [EveryNet]
    public Task A_read_blocks_until_something_arrives(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            using IEnd alsoDisposed = far;
            Task<int> reading = Task.Run(() => far.Stream.ReadByte());
            Task<int> also = Task.Run(() => near.Stream.Read(new byte[10], 0, 10));
            near.Stream.Write("x"u8);
            int read = await reading;
            far.Stream.Write([1, 2, 3], 1, 2);
            return $"{(char)read} {await also}";
        },
        "x 2");

    private static async Task<string> SendAll(IEnd end, byte[] data)
    {
        await end.Stream.WriteAsync(data);
        end.CompleteWrites();
        return "";
    }

    private static async Task<string> HashAll(IEnd end)
    {
        using var all = new MemoryStream();
        await end.Stream.CopyToAsync(all);
        return Hash(all.ToArray());
    }

    private static string Hash(byte[] data) => Convert.ToHexString(SHA256.HashData(data));
}
