using System.Runtime.Versioning;

namespace Sim;

/// <summary>The selectors that wait for the machine's descriptors, to be given to one loop each by <see cref="EventLoopOptions.Selector"/>.</summary>
public static class LoopSelectors
{
    /// <summary>That of Linux: what a tick costs does not grow with the number of descriptors, and timers are kept to a quarter of a millisecond.</summary>
    /// <exception cref="IOException">The process has no descriptors left.</exception>
    [SupportedOSPlatform("linux")]
    public static ISelector Epoll() => new EpollSelector();

    /// <summary>That of every system: knows sockets only, and asks for all of them in each tick.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The machine has no loopback address, or no sockets left.</exception>
    public static ISelector Portable() => new SocketSelector();

    /// <summary>Chooses a loop's selector: the one place that does.</summary>
    /// <param name="isSimulated">Whether the loop runs inside a simulation, which has no descriptors, and in which a wait must be one that it sees.</param>
    internal static ISelector New(bool isSimulated) =>
        isSimulated ? new WakeupSelector() : OperatingSystem.IsLinux() ? new EpollSelector() : new SocketSelector();
}
