namespace Sim.Scenarios.Disks;

/// <summary>Names, the same on the machine and simulated.</summary>
public class NameTests
{
    /// <remarks>Mutation: seen to fail when the machine listed names in its own order.</remarks>
    [Theory]
    [EveryDisk]
    public Task Names_are_listed_in_ordinal_order(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            foreach (string name in new[] { "b", "a", "a.b", "B", "aa" })
            {
                disk.WriteText(name, name);
            }

            await disk.CreateDirectoryAsync("d/e");
            disk.WriteText("d/file", "x");
            return $"{Tell(await disk.ListAsync())} | {Tell(disk.List("d"))} | {Tell(disk.List("d/e"))}";
        },
        "B1 a1 a.b3 aa2 b1 d/ | e/ file1 | ");

    [Theory]
    [EveryDisk]
    public Task A_rename_replaces(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            disk.WriteText("a", "new");
            disk.WriteText("b", "old");
            disk.CreateDirectory("d");
            await disk.RenameAsync("a", "b");
            await disk.RenameAsync("b", "b");
            await disk.RenameAsync("b", "d/c");
            return $"{disk.ReadText("d/c")} {disk.Exists("a")} {disk.Exists("b")} {disk.Exists("d")}";
        },
        "new False False True");

    [Theory]
    [EveryDisk]
    public Task What_is_not_there_or_of_the_wrong_kind_is_told(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            disk.CreateDirectory("d");
            disk.CreateDirectory("d");
            disk.WriteText("d/file", "");
            return string.Join('\n', await Task.WhenAll(
                DiskBehavior.Tell(() => disk.Open("no/file")),
                DiskBehavior.Tell(() => disk.Open("d")),
                DiskBehavior.Tell(() => disk.Delete("none")),
                DiskBehavior.Tell(() => disk.Delete("no/file")),
                DiskBehavior.Tell(() => disk.Delete("d")),
                DiskBehavior.Tell(() => disk.Rename("none", "other")),
                DiskBehavior.Tell(() => disk.Rename("d/file", "no/file")),
                DiskBehavior.Tell(() => disk.Rename("d/file", "d")),
                DiskBehavior.Tell(() => disk.DeleteDirectory("d")),
                DiskBehavior.Tell(() => disk.DeleteDirectory("none")),
                DiskBehavior.Tell(() => disk.CreateDirectory("d/file")),
                DiskBehavior.Tell(() => disk.List("none")),
                DiskBehavior.Tell(() => disk.FlushDirectory("none"))));
        },
        """
        DirectoryNotFoundException
        UnauthorizedAccessException
        done
        DirectoryNotFoundException
        UnauthorizedAccessException
        FileNotFoundException
        DirectoryNotFoundException
        IOException
        IOException
        DirectoryNotFoundException
        IOException
        DirectoryNotFoundException
        DirectoryNotFoundException
        """);

    [Theory]
    [EveryDisk]
    public Task An_empty_directory_can_be_removed(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            disk.CreateDirectory("a/b");
            await disk.DeleteDirectoryAsync("a/b");
            await disk.FlushDirectoryAsync("a");
            return $"{disk.Exists("a")} {disk.Exists("a/b")}";
        },
        "True False");

    /// <remarks>Mutation: seen to fail when names were not looked at one by one.</remarks>
    [Theory]
    [EveryDisk]
    public Task Nothing_leads_out_of_the_root(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            List<string> told = [];
            foreach (string path in new[] { "", "/etc/passwd", "../a", "a/../../b", "a//b", "./a", "C:/a", "a\\b", "a\0b", "a/", new string('a', 121), string.Join('/', Enumerable.Repeat("a", 17)) })
            {
                told.Add(await DiskBehavior.Tell(() => disk.Open(path)));
            }

            return string.Join(' ', told.Distinct());
        },
        "ArgumentException");

    [Fact]
    public void The_message_says_what_is_wrong_with_a_path()
    {
        Assert.StartsWith(
            "\"../a\" is no path on a disk: \"..\" in it could lead out of the disk.",
            Assert.Throws<ArgumentException>(() => DiskPath.CheckFile("../a")).Message);
        Assert.StartsWith(
            "\"/a\" is no path on a disk: it begins at the machine's root; a path on a disk is relative to the disk's.",
            Assert.Throws<ArgumentException>(() => DiskPath.CheckFile("/a")).Message);
    }

    private static string Tell(IEnumerable<DiskEntry> entries) =>
        string.Join(' ', entries.Select(static entry => entry.IsDirectory ? $"{entry.Name}/" : $"{entry.Name}{entry.Length}"));
}
