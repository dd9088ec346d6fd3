using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Disks;

/// <summary>What a crash leaves of a file's bytes, beside a model that knows no journal.</summary>
public class CrashDataTests
{
    private const int Sector = 512;
    private const int Largest = 4 * Sector;

    /// <summary>Something done to the file.</summary>
    private sealed record Deed(DeedKind Kind, int Offset, int Length);

    private enum DeedKind
    {
        Write,
        Cut,
        Flush,
        FailedFlush,
    }

    private sealed record Case(Deed[] Deeds, int Seed);

    private static Arbitrary<Case> Cases => Arb.From(
        from deeds in Gen.ListOf(
            from kind in Gen.Frequency((8, Gen.Constant(DeedKind.Write)), (1, Gen.Constant(DeedKind.Cut)), (2, Gen.Constant(DeedKind.Flush)), (1, Gen.Constant(DeedKind.FailedFlush)))
            from offset in Gen.Choose(0, Largest)
            from length in Gen.OneOf(Gen.Choose(1, 20), Gen.Choose(1, Largest))
            select new Deed(kind, offset, length)).Resize(10)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case([.. deeds.Take(12)], seed),
        static @case => @case.Deeds.Select((_, i) => @case with { Deeds = [.. @case.Deeds[..i], .. @case.Deeds[(i + 1)..]] }));

    /// <summary>
    /// Each sector is what some of the unflushed changes of it, in order, make of what was flushed; where there are none, it is what was flushed.
    /// </summary>
    /// <remarks>
    /// Mutations: seen to fail when a flush skipped the newest change, when a torn write was cut between bytes instead of sectors, when changes
    /// were settled out of order, and when a new length left the bytes behind it to a later write.
    /// </remarks>
    [Fact]
    public void Every_sector_is_one_that_the_rules_allow() =>
        Holds.ForAll(Cases, static @case =>
        {
            (FileNode file, List<Change> changes) = Play(@case);
            AssertEqual(Content([.. changes.Select(static change => change.Apply)]), file.Content.Bytes);
            file.Crash(new Random(@case.Seed).Next);
            for (int sector = 0; sector * Sector < Math.Max(file.Content.Length, Flushed(changes).Length); sector++)
            {
                AssertAllowed(changes, file.Content.Bytes, sector);
            }
        }, cases: 300);

    /// <remarks>Mutation: seen to fail when a flush left out the newest change.</remarks>
    [Fact]
    public void A_length_is_one_that_was_flushed_or_that_an_unflushed_change_led_to() =>
        Holds.ForAll(Cases, static @case =>
        {
            (FileNode file, List<Change> changes) = Play(@case);
            file.Crash(new Random(@case.Seed).Next);
            HashSet<int> allowed = [Flushed(changes).Length];
            foreach (Change change in changes.Where(static change => !change.IsDurable))
            {
                allowed.UnionWith(Enumerable.Range(0, 10).Select(sector => Math.Min(sector * Sector, change.End)));
                allowed.Add(change.End);
            }

            // A durable write or cut behind an unflushed one leads to its own length too.
            allowed.UnionWith(changes.SkipWhile(static change => change.IsDurable).Select(static change => change.End));
            Assert.Contains(file.Content.Length, allowed);
        }, cases: 300);

    [Fact]
    public void A_file_that_was_flushed_last_is_left_whole() =>
        Holds.ForAll(Cases, static @case =>
        {
            Deed[] deeds = [.. @case.Deeds.Where(static deed => deed.Kind != DeedKind.FailedFlush), new Deed(DeedKind.Flush, 0, 0)];
            (FileNode file, List<Change> changes) = Play(@case with { Deeds = deeds });
            CrashLosses losses = file.Crash(new Random(@case.Seed).Next);
            AssertEqual(Content([.. changes.Select(static change => change.Apply)]), file.Content.Bytes);
            Assert.Equal(0, losses.AtStake);
        });

    /// <summary>A change as the model knows it.</summary>
    private sealed record Change(Func<byte[], byte[]> Apply, int Begin, int End)
    {
        public bool IsDurable { get; set; }

        public bool IsGivenUp { get; set; }
    }

    private static (FileNode File, List<Change> Changes) Play(Case @case)
    {
        var file = new FileNode();
        List<Change> changes = [];
        for (int i = 0; i < @case.Deeds.Length; i++)
        {
            Deed deed = @case.Deeds[i];
            byte mark = (byte)(i + 1);
            switch (deed.Kind)
            {
                case DeedKind.Write:
                    byte[] data = [.. Enumerable.Repeat(mark, deed.Length)];
                    file.Write(deed.Offset, data);
                    changes.Add(new Change(content => Written(content, deed.Offset, data), deed.Offset, deed.Offset + deed.Length));
                    break;
                case DeedKind.Cut:
                    file.SetLength(deed.Offset);
                    changes.Add(new Change(content => [.. content.Take(deed.Offset), .. new byte[Math.Max(0, deed.Offset - content.Length)]], deed.Offset, deed.Offset));
                    break;
                case DeedKind.Flush:
                    file.Flush(file.Changes);
                    changes.ForEach(static change => change.IsDurable |= !change.IsGivenUp);
                    break;
                default:
                    file.Abandon(file.Changes);
                    changes.ForEach(static change => change.IsGivenUp |= !change.IsDurable);
                    break;
            }
        }

        return (file, changes);
    }

    private static byte[] Written(byte[] content, int offset, byte[] data)
    {
        var written = new byte[Math.Max(content.Length, offset + data.Length)];
        content.CopyTo(written, 0);
        data.CopyTo(written, offset);
        return written;
    }

    private static byte[] Content(IEnumerable<Func<byte[], byte[]>> changes) => changes.Aggregate(Array.Empty<byte>(), static (content, change) => change(content));

    private static byte[] Flushed(List<Change> changes) => Content(changes.Where(static change => change.IsDurable).Select(static change => change.Apply));

    private static void AssertAllowed(List<Change> changes, ReadOnlySpan<byte> left, int sector)
    {
        byte[] actual = SectorOf(left, sector);
        Change[] open = [.. changes.Where(static change => !change.IsDurable)];
        for (int subset = 0; subset < 1 << open.Length; subset++)
        {
            int kept = subset;
            byte[] content = Content(changes.Where(change => change.IsDurable || (kept & (1 << Array.IndexOf(open, change))) != 0).Select(static change => change.Apply));
            if (SectorOf(content, sector).AsSpan().SequenceEqual(actual))
            {
                return;
            }
        }

        Assert.Fail($"Sector {sector} is none that the rules allow.");
    }

    /// <summary>A sector, with zeros behind the end.</summary>
    private static byte[] SectorOf(ReadOnlySpan<byte> content, int sector)
    {
        var bytes = new byte[Sector];
        int begin = Math.Min(content.Length, sector * Sector);
        content[begin..Math.Min(content.Length, begin + Sector)].CopyTo(bytes);
        return bytes;
    }

    private static void AssertEqual(byte[] expected, ReadOnlySpan<byte> actual) => Assert.True(actual.SequenceEqual(expected), "The bytes differ.");
}
