using System.Text;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Disks;

/// <summary>What a crash leaves of a disk. Every story is told under many seeds, each twice.</summary>
public class CrashTests
{
    private const int Seeds = 60;

    /// <remarks>Mutation: seen to fail when a flush made the file durable up to the last write before it only.</remarks>
    [Fact]
    public void What_was_flushed_is_there() => Shows(
        static async disk =>
        {
            using IDiskFile file = disk.Open("log");
            await file.AppendAsync("flushed"u8.ToArray());
            await file.FlushAsync();
            disk.FlushDirectory();
        },
        static disk => disk.ReadText("log"),
        "flushed");

    [Fact]
    public void A_new_name_is_only_there_for_sure_once_its_directory_was_flushed() => Shows(
        static async disk =>
        {
            using IDiskFile file = disk.Open("log");
            await file.AppendAsync("flushed"u8.ToArray());
            await file.FlushAsync();
        },
        static disk => disk.Exists("log") ? disk.ReadText("log") : "no file",
        "flushed",
        "no file");

    /// <remarks>Mutation: seen to fail when the draw of what befalls a write knew no zeros.</remarks>
    [Fact]
    public void An_append_within_a_sector_is_kept_or_lost_or_leaves_zeros() => Shows(
        static async disk =>
        {
            using IDiskFile file = await Ready(disk, "log", "old");
            file.Append("new"u8);
        },
        static disk => disk.ReadText("log").Replace('\0', '0'),
        "oldnew",
        "old",
        "old000");

    /// <remarks>Mutation: seen to fail when a tear fell between bytes of the write, not between sectors of the file.</remarks>
    [Fact]
    public void A_write_over_sectors_is_torn_between_them() => Shows(
        static async disk =>
        {
            using IDiskFile file = await Ready(disk, "data", new string('o', 1_500));
            file.Write(500, Encoding.ASCII.GetBytes(new string('n', 700)));
        },
        static disk => Runs(disk.ReadText("data")),
        "o500 n700 o300",
        "o1500",
        "o500 n12 o988",
        "o512 n688 o300",
        "o500 n524 o476",
        "o1024 n176 o300");

    [Fact]
    public void Writes_that_were_not_flushed_have_no_order() => Shows(
        static async disk =>
        {
            using IDiskFile file = await Ready(disk, "data", "ab");
            file.Write(0, "A"u8);
            file.Write(1, "B"u8);
        },
        static disk => disk.ReadText("data"),
        "AB",
        "Ab",
        "aB",
        "ab");

    [Fact]
    public void A_rename_happened_or_did_not() => Shows(
        static async disk =>
        {
            using IDiskFile old = await Ready(disk, "state", "old");
            using IDiskFile fresh = await Ready(disk, "state.new", "new");
            disk.Rename("state.new", "state");
        },
        static disk => $"{disk.ReadText("state")} {disk.Exists("state.new")}",
        "new False",
        "old True");

    /// <summary>The bug that everybody writes once: the new content is renamed into place before it is flushed.</summary>
    [Fact]
    public void A_content_that_replaces_another_unflushed_may_be_neither() => Shows(
        static async disk =>
        {
            using IDiskFile old = await Ready(disk, "state", "old");
            disk.WriteText("state.new", "new");
            disk.Rename("state.new", "state");
            disk.FlushDirectory();
        },
        static disk => disk.ReadText("state").Replace('\0', '0'),
        "new",
        "",
        "000");

    [Fact]
    public void A_content_replaced_as_it_should_be_is_the_old_or_the_new_one() => Shows(
        static async disk =>
        {
            using IDiskFile old = await Ready(disk, "state", "old");
            Task replacing = DiskBehavior.Tell(async () => await disk.ReplaceAsync("state", "new"u8.ToArray()));
            await Task.WhenAny(replacing, Task.Delay(1));
        },
        static disk => disk.ReadText("state"),
        "new",
        "old");

    /// <remarks>Mutation: seen to fail when a crash drew the fate of each change of names by itself.</remarks>
    [Fact]
    public void Names_of_one_directory_are_durable_in_order() => Shows(
        static disk =>
        {
            disk.CreateDirectory("a");
            disk.CreateDirectory("b");
            disk.FlushDirectory();
            disk.WriteText("a/1", "");
            disk.WriteText("b/1", "");
            disk.WriteText("a/2", "");
            return Task.CompletedTask;
        },
        static disk => $"{disk.List("a").Count} {disk.List("b").Count} {disk.Exists("a/2") && !disk.Exists("a/1")}",
        "2 1 False",
        "2 0 False",
        "1 1 False",
        "1 0 False",
        "0 1 False",
        "0 0 False");

    /// <remarks>Mutation: seen to fail when a flush of the directory that a file moved to left the name of that directory to chance.</remarks>
    [Fact]
    public void A_file_that_moves_is_never_nowhere() => Shows(
        static async disk =>
        {
            using IDiskFile file = await Ready(disk, "file", "text");
            disk.CreateDirectory("a/b");
            disk.Rename("file", "a/b/file");
            disk.FlushDirectory("a/b");
        },
        static disk => $"{disk.Exists("file")} {disk.Exists("a/b/file")}",
        "False True");

    [Fact]
    public void A_crash_while_a_flush_is_under_way_may_come_before_or_after_it() => Shows(
        static async disk =>
        {
            using IDiskFile file = await Ready(disk, "log", "");
            await file.AppendAsync("x"u8.ToArray());
            disk.Latency = new DiskLatency { Flush = new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10)) };
            await Task.WhenAny(file.FlushAsync().AsTask(), Task.Delay(5));
        },
        static disk => disk.ReadText("log").Replace('\0', '0'),
        "x",
        "",
        "0");

    /// <remarks>Mutation: seen to fail when a flush covered what was written while it was under way.</remarks>
    [Fact]
    public void A_flush_covers_what_was_written_before_it_began() => Shows(
        static async disk =>
        {
            using IDiskFile file = await Ready(disk, "log", "");
            await file.AppendAsync("1"u8.ToArray());
            ValueTask flush = file.FlushAsync();
            await file.AppendAsync("2"u8.ToArray());
            await flush;
        },
        static disk => disk.ReadText("log").Replace('\0', '0'),
        "12",
        "1",
        "10");

    [Fact]
    public void After_a_crash_an_open_file_is_of_no_use() => Shows(
        static async disk =>
        {
            IDiskFile file = disk.Open("file");
            disk.Crash();
            Assert.Equal("IOException", await DiskBehavior.Tell(() => file.Flush()));
        },
        static disk => $"{disk.Exists("file")}",
        "True",
        "False");

    [Fact]
    public void A_test_can_say_that_all_is_kept_or_lost()
    {
        foreach (UnflushedFate fate in new[] { UnflushedFate.Kept, UnflushedFate.Lost })
        {
            Shows(
                async disk =>
                {
                    using IDiskFile file = await Ready(disk, "log", "a");
                    file.Append("b"u8);
                    file.Append("c"u8);
                    disk.WriteText("other", "");
                    disk.Unflushed = fate;
                },
                static disk => $"{disk.ReadText("log")} {disk.Exists("other")}",
                fate == UnflushedFate.Kept ? "abc True" : "a False");
        }
    }

    [Fact]
    public void A_crash_says_what_was_lost()
    {
        RunResult run = Twice.Run(static async sim =>
        {
            using IDiskFile file = await Ready(sim.Disk, "log", "a");
            file.Append("b"u8);
            sim.Disk.WriteText("other", "");
            sim.Disk.Unflushed = UnflushedFate.Lost;
            Assert.Equal(2, sim.Disk.Crash().Count);
            Assert.Equal(1, sim.Disk.Used);
        });

        Assert.Equal(RunOutcome.Passed, run.Outcome);
        Assert.Equal(
            ["disk of test: lost in the crash: the creation of other", "disk of test: lost in the crash: log, of 1 unflushed write: 1 lost"],
            run.Trace.SelectMany(static step => step.Log));
    }

    /// <summary>Nothing is drawn for a disk that was flushed: a run in which it crashes has the choices that it has without.</summary>
    [Fact]
    public void Where_nothing_is_at_stake_nothing_is_drawn()
    {
        RunResult[] runs = [.. new[] { false, true }.Select(static crashes => Twice.Run(async sim =>
        {
            using IDiskFile file = await Ready(sim.Disk, "log", "text");
            _ = crashes ? sim.Disk.Crash() : [];
            Assert.Equal("text", sim.Disk.ReadText("log"));
        }))];

        Assert.Equal(runs[0].Fingerprint, runs[1].Fingerprint);
        Assert.Equal(RunOutcome.Passed, runs[1].Outcome);
    }

    /// <summary>Asserts what may be left after a crash, and that each of it comes about.</summary>
    private static void Shows(Func<SimulatedDisk, Task> before, Func<SimulatedDisk, string> after, params string[] outcomes)
    {
        HashSet<string> seen = [];
        foreach (RunResult run in Twice.RunSeeds(Seeds, async sim =>
        {
            await before(sim.Disk);
            sim.Disk.Crash();
            seen.Add(after(sim.Disk));
        }))
        {
            Assert.True(run.Outcome == RunOutcome.Passed, $"{run.Outcome}: {run.Failure?.Message} {run.Failure?.Exception}");
        }

        Assert.Equal(outcomes.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    /// <summary>A file that is durable, with its name.</summary>
    private static async Task<IDiskFile> Ready(SimulatedDisk disk, string path, string text)
    {
        IDiskFile file = disk.Open(path);
        await file.AppendAsync(Encoding.ASCII.GetBytes(text));
        await file.FlushAsync();
        await disk.FlushDirectoryAsync();
        return file;
    }

    private static string Runs(string text)
    {
        var runs = new StringBuilder();
        for (int at = 0; at < text.Length;)
        {
            int end = at;
            while (end < text.Length && text[end] == text[at])
            {
                end++;
            }

            runs.Append(at == 0 ? "" : " ").Append(text[at]).Append(end - at);
            at = end;
        }

        return runs.ToString();
    }
}
