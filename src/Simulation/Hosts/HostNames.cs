using System.Buffers;

namespace Sim;

/// <summary>What a host may be called: a name that can stand in an address.</summary>
internal static class HostNames
{
    public const string Test = "test";
    private const int MostLetters = 63;
    private static readonly SearchValues<char> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    public static void Check(string name, HashSet<string> taken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MostLetters || name.AsSpan().ContainsAnyExcept(s_letters) || !char.IsAsciiLetterOrDigit(name[0]) || Uri.CheckHostName(name) != UriHostNameType.Dns)
        {
            throw new ArgumentException($"\"{name}\" is no name for a host: it has 1 to {MostLetters} small letters, digits, hyphens and dots, begins with a letter or digit, and is no address.", nameof(name));
        }

        if (name is Test or "localhost")
        {
            throw new ArgumentException($"\"{name}\" is taken: \"{Test}\" is the host on which the test body runs, and localhost is every host to itself.", nameof(name));
        }

        if (taken.Contains(name))
        {
            throw new ArgumentException($"There is a host \"{name}\" in this run already.", nameof(name));
        }
    }
}
