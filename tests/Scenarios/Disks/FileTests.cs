using System.Text;

namespace Sim.Scenarios.Disks;

/// <summary>Files, the same on the machine and simulated.</summary>
public class FileTests
{
    /// <remarks>Mutation: seen to fail when a gap kept what had been there before it was cut off.</remarks>
    [Theory]
    [EveryDisk]
    public Task What_is_written_is_read_and_gaps_are_zeros(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            using IDiskFile file = await disk.OpenAsync("log");
            await file.WriteAsync(0, "abcdef"u8.ToArray());
            await file.SetLengthAsync(2);
            await file.WriteAsync(4, "xy"u8.ToArray());
            await file.AppendAsync("!"u8.ToArray());
            var buffer = new byte[16];
            int count = await file.ReadAsync(1, buffer);
            int beyond = await file.ReadAsync(7, buffer.AsMemory(count));
            await file.FlushAsync();
            return $"{file.Length} {Encoding.ASCII.GetString(buffer, 0, count).Replace('\0', '0')} {beyond}";
        },
        "7 b00xy! 0");

    [Theory]
    [EveryDisk]
    public Task The_calls_that_block_do_the_same(DiskArm arm) => arm.Shows(
        static disk =>
        {
            using IDiskFile file = disk.Open("log");
            file.Write(1, "bc"u8);
            file.Append("d"u8);
            file.Flush();
            file.SetLength(3);
            var buffer = new byte[8];
            int count = file.Read(1, buffer);
            disk.FlushDirectory();
            return Task.FromResult($"{count} {Encoding.ASCII.GetString(buffer, 0, count)} {file.Path}");
        },
        "2 bc log");

    [Theory]
    [EveryDisk]
    public Task Modes_are_those_of_files(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            List<string> told = [];
            foreach (FileMode mode in new[] { FileMode.Open, FileMode.Truncate, FileMode.OpenOrCreate, FileMode.CreateNew, FileMode.Append })
            {
                told.Add(await DiskBehavior.Tell(() => disk.Open("file", mode).Dispose()));
            }

            disk.WriteText("file", "text");
            foreach (FileMode mode in new[] { FileMode.Open, FileMode.OpenOrCreate, FileMode.Truncate })
            {
                using IDiskFile file = disk.Open("file", mode);
                told.Add(file.Length.ToString());
            }

            disk.WriteText("file", "text");
            disk.Open("file", FileMode.Create).Dispose();
            told.Add(disk.ReadText("file"));
            return string.Join(' ', told);
        },
        "FileNotFoundException FileNotFoundException done IOException ArgumentException 4 4 0 ");

    [Theory]
    [EveryDisk]
    public Task A_closed_file_is_closed(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            IDiskFile file = disk.Open("file");
            file.Dispose();
            file.Dispose();
            return $"{await DiskBehavior.Tell(() => file.Append("x"u8))} {await DiskBehavior.Tell(() => file.Length.ToString())}";
        },
        "ObjectDisposedException ObjectDisposedException");

    [Theory]
    [EveryDisk]
    public Task A_file_that_was_deleted_is_there_for_who_has_it_open(DiskArm arm) => arm.Shows(
        static disk =>
        {
            using IDiskFile file = disk.Open("file");
            file.Append("old"u8);
            disk.Delete("file");
            disk.WriteText("file", "new");
            var buffer = new byte[3];
            file.Append("!"u8);
            file.Read(1, buffer);
            return Task.FromResult($"{Encoding.ASCII.GetString(buffer)} {disk.ReadText("file")}");
        },
        "ld! new");

    [Theory]
    [EveryDisk]
    public Task A_stream_goes_on_where_it_was(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            await using (DiskStream stream = disk.Open("lines").AsStream())
            {
                await using var writer = new StreamWriter(stream);
                await writer.WriteLineAsync("one");
                await writer.WriteLineAsync("two");
                await writer.FlushAsync();
                stream.Flush(flushToDisk: true);
                stream.Seek(-4, SeekOrigin.End);
                await writer.WriteAsync("TWO");
            }

            using var reader = new StreamReader(disk.Open("lines").AsStream());
            return (await reader.ReadToEndAsync()).ReplaceLineEndings("|");
        },
        "one|TWO|");

    [Theory]
    [EveryDisk]
    public Task A_content_is_replaced_as_a_whole(DiskArm arm) => arm.Shows(
        static async disk =>
        {
            disk.CreateDirectory("a");
            await disk.ReplaceAsync("a/state", "1"u8.ToArray());
            disk.Replace("a/state", "22"u8);
            byte[] content = await disk.ReadAllBytesAsync("a/state");
            return $"{Encoding.ASCII.GetString(content)} {string.Join(' ', disk.List("a").Select(static entry => entry.Name))}";
        },
        "22 state");
}
