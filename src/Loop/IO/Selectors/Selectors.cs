namespace Sim;

/// <summary>Chooses a loop's selector: the one place that does.</summary>
internal static class Selectors
{
    /// <param name="isSimulated">Whether the loop runs inside a simulation, which has no descriptors, and in which a wait must be one that it sees.</param>
    public static ISelector New(bool isSimulated) =>
        isSimulated ? new WakeupSelector() : OperatingSystem.IsLinux() ? new EpollSelector() : new SocketSelector();
}
