namespace Sim;

/// <summary>Exceptions as System.IO throws them, with the numbers that Linux gives them.</summary>
internal static class DiskErrors
{
    private const int InputOutput = 5;
    private const int Exists = 17;
    private const int NoSpace = 28;
    private const int NotEmpty = 39;

    public static IOException Failed(string what, string path) => new($"Input/output error : the {what} of '{path}' failed.", InputOutput);

    public static IOException Full(string path, long capacity) => new($"No space left on device : '{path}' on a disk of {capacity:N0} bytes.", NoSpace);

    public static IOException Taken(string path) => new($"The file '{path}' already exists.", Exists);

    public static IOException NotADirectory(string path) => new($"'{path}' is a file, not a directory.");

    public static IOException IsDirectory(string path) => new($"'{path}' is a directory, not a file.");

    public static IOException IsNotEmpty(string path) => new($"Directory not empty : '{path}'.", NotEmpty);

    public static IOException Stale(string path) => new($"'{path}' was opened before the crash of its host.", InputOutput);

    public static UnauthorizedAccessException Denied(string path) => new($"Access to the path '{path}' is denied: it is a directory.");

    public static FileNotFoundException NoFile(string path) => new($"Could not find file '{path}'.", path);

    public static DirectoryNotFoundException NoDirectory(string path) => new($"Could not find a part of the path '{path}'.");
}
