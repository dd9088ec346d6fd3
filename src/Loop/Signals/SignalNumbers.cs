using System.Runtime.InteropServices;

namespace Sim;

/// <summary>The numbers of signals, which .NET has names for and systems have numbers.</summary>
internal static class SignalNumbers
{
    public const int Interrupt = 2;

    private const int Kill = 9;

    /// <summary>A few signals are numbered as in BSD there.</summary>
    private static readonly bool s_isBsd = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD();

    /// <summary>By what .NET calls them: minus the index is the name's value, from SIGHUP at -1 to SIGTSTP at -10.</summary>
    private static readonly int[] s_numbers = [0, 1, Interrupt, 3, 15, s_isBsd ? 20 : 17, s_isBsd ? 19 : 18, 28, 21, 22, s_isBsd ? 18 : 20];

    /// <exception cref="ArgumentException">There is none of that number.</exception>
    public static int Of(PosixSignal signal) => (int)signal switch
    {
        > 0 and <= 64 => (int)signal,
        < 0 and var name when -name < s_numbers.Length => s_numbers[-name],
        _ => throw new ArgumentException($"There is no signal {(int)signal}: name one of PosixSignal, or give a number from 1 to 64.", nameof(signal)),
    };

    public static bool IsBeyondHandling(int number) => number == Kill || number == (s_isBsd ? 17 : 19);
}
