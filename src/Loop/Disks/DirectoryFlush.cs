using System.Runtime.InteropServices;
using System.Text;

namespace Sim;

/// <summary>Makes the names of a directory durable: .NET opens no directory, so this asks the C library.</summary>
internal static class DirectoryFlush
{
    private const int ReadOnly = 0;
    private const int NotSupported = 22;

    /// <param name="place">Where the directory is on the machine.</param>
    /// <param name="path">Where it is on the disk.</param>
    public static void Do(string place, string path)
    {
        if (!Directory.Exists(place))
        {
            throw new DirectoryNotFoundException($"There is no directory '{path}'.");
        }

        if (!OperatingSystem.IsWindows())
        {
            Flush(place, path);
        }
    }

    private static void Flush(string place, string path)
    {
        int directory = Open(Encoding.UTF8.GetBytes(place + '\0'), ReadOnly);
        if (directory < 0)
        {
            throw Failure("open", path);
        }

        // A file system that knows no flush of directories (EINVAL) needs none.
        IOException? failure = Sync(directory) < 0 && Marshal.GetLastPInvokeError() != NotSupported ? Failure("flush", path) : null;
        _ = Close(directory);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private static IOException Failure(string what, string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"Cannot {what} the directory '{path}': {Marshal.GetPInvokeErrorMessage(error)}.", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Close(int file);
}
