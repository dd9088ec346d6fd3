namespace Sim.Scenarios.Network;

/// <summary>How connections end: in halves, in order, by a reset.</summary>
public class EndingTests
{
    [Theory]
    [EveryNet]
    public Task After_half_a_close_the_other_direction_goes_on(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            await near.SendAsync("question");
            near.CompleteWrites();
            string asked = await far.ReadAllAsync();
            await far.SendAsync("answer");
            far.Dispose();
            return $"{asked} {await near.ReadAllAsync()}";
        },
        "question answer");

    [Theory]
    [EveryNet]
    public Task The_end_is_read_again_and_again(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = far;
            near.Dispose();
            return $"{await far.ReadAsync()}|{await far.ReadAsync()}|";
        },
        "||");

    [Theory]
    [EveryNet]
    public Task After_half_a_close_writes_fail(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            using IEnd alsoDisposed = far;
            near.CompleteWrites();
            near.CompleteWrites();
            return await Ends.Tell(() => near.SendAsync("more"));
        },
        "Shutdown");

    [Theory]
    [EveryNet]
    public Task A_reset_fails_a_read_that_waits(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            Task<string> reading = Ends.Tell(() => near.ReadAsync());
            far.Reset();
            return await reading;
        },
        "ConnectionReset");

    [Theory]
    [EveryNet]
    public Task A_reset_fails_writes_once_it_is_there(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            far.Reset();
            return await WriteUntilItFails(near);
        },
        "ConnectionReset");

    [Theory]
    [EveryNet]
    public Task What_arrived_before_a_reset_can_be_read(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            await far.SendAsync("ab");
            await near.UntilReadable();
            far.Reset();
            string first = await near.ReadAsync(1);
            return $"{first} {await Ends.Tell(async () => await near.ReadAsync(1) + await near.ReadAsync(1))}";
        },
        "a ConnectionReset");

    [Theory]
    [EveryNet]
    public Task What_is_in_flight_may_be_lost_to_a_reset(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            await far.SendAsync("ab");
            far.Reset();
            return await Ends.Tell(() => near.ReadAsync());
        },
        "ab",
        "ConnectionReset");

    [Theory]
    [EveryNet]
    public Task A_close_over_unread_bytes_is_a_reset(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = far;
            await far.SendAsync("unread");
            await near.UntilReadable();
            near.Close();
            return await Ends.Tell(() => far.ReadAsync());
        },
        "ConnectionReset");

    /// <summary>It ends its writes first, and a reset follows, which may be faster.</summary>
    [Theory]
    [EveryNet]
    public Task A_stream_that_is_disposed_over_unread_bytes_ends_or_resets(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = far;
            await far.SendAsync("unread");
            await near.UntilReadable();
            await near.SendAsync("x");
            near.Dispose();
            return $"{await Ends.Tell(far.ReadAllAsync)} {await WriteUntilItFails(far)}";
        },
        "x Shutdown",
        "ConnectionReset ConnectionReset");

    [Theory]
    [EveryNet]
    public Task A_write_to_a_peer_who_has_closed_brings_a_reset_back(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = far;
            near.Dispose();
            string end = await far.ReadAsync();
            await far.SendAsync("first");
            return $"{end}|{await WriteUntilItFails(far)}|{await far.ReadAsync()}";
        },
        "|Shutdown|");

    [Theory]
    [EveryNet]
    public Task A_close_fails_what_waits_and_what_comes_later(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = far;
            Task<string> reading = Ends.Tell(() => near.ReadAsync());
            near.Close();
            string told = await reading;
            near.Dispose();
            return $"{told} {await Ends.Tell(() => near.ReadAsync())} {await Ends.Tell(() => near.SendAsync("late"))}";
        },
        "OperationAborted disposed disposed");

    [Theory]
    [EveryNet]
    public Task A_close_of_the_reader_fails_a_write_that_waits(Arm arm) => arm.Shows(
        static async net =>
        {
            (IEnd near, IEnd far) = await net.ConnectAsync();
            using IEnd disposed = near;
            Task<string> writing = Ends.Tell(() => near.SendAsync(new string('x', net.MoreThanFits)));
            await far.UntilReadable();
            far.Close();
            return await writing;
        },
        "ConnectionReset");

    /// <summary>A failure that is on its way needs some writes to be found.</summary>
    private static async Task<string> WriteUntilItFails(IEnd end)
    {
        string told;
        do
        {
            await Task.Delay(1);
            told = await Ends.Tell(() => end.SendAsync("x"));
        }
        while (told == "done");
        return told;
    }
}
