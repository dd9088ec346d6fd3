using Sim.Transports;

namespace Sim;

/// <content>The network of the loop's code, and whether it is the machine's.</content>
public sealed partial class EventLoop
{
    /// <summary>The harness of the loop in one of whose callbacks this one runs, as a program's own.</summary>
    private ILoopHarness? _outer;

    /// <summary>The network of the loop's code: what <see cref="EventLoopOptions.Network"/> named, in a simulation that of the host whose code calls, or the machine's sockets.</summary>
    /// <exception cref="NotSimulatedException">The code is part of a simulation that has no network for event loops.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public ILoopNetwork Network
    {
        get
        {
            ThrowIfClosed();
            return Options.Network ?? Simulating?.Network ?? throw new NotSupportedException("This loop has no network.");
        }
    }

    /// <summary>Who simulates the loop's surroundings; null on the machine itself.</summary>
    private ILoopHarness? Simulating => _harness ?? _outer ?? t_current?._harness;
}
