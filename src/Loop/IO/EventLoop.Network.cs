using Sim.Transports;

namespace Sim;

/// <content>The network of the loop's code, and the selector that it waits in.</content>
public sealed partial class EventLoop
{
    private ISelector? _selector;
    private DescriptorSelector? _descriptors;
    private SocketNetwork? _sockets;

    /// <summary>The harness of the loop in one of whose callbacks this one runs, as a program's own.</summary>
    private ILoopHarness? _outer;

    /// <summary>The network of the loop's code: what <see cref="EventLoopOptions.Network"/> named, in a simulation that of the host whose code calls, or the machine's sockets.</summary>
    /// <exception cref="NotSimulatedException">The code is part of a simulation that has no network for event loops.</exception>
    /// <exception cref="NotSupportedException">The loop's selector waits for no descriptors.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public ILoopNetwork Network
    {
        get
        {
            ThrowIfClosed();
            return Options.Network ?? Simulating?.Network ?? Sockets;
        }
    }

    /// <summary>The machine's network.</summary>
    internal SocketNetwork Sockets => _sockets ??= new SocketNetwork(this, Descriptors);

    /// <summary>Who simulates the loop's surroundings; null on the machine itself.</summary>
    private ILoopHarness? Simulating => _harness ?? _outer ?? t_current?._harness;

    /// <summary>Chosen when the loop first waits or is given something to wait for: by then it is known where it runs.</summary>
    private ISelector Selector => _selector ?? ChooseSelector();

    /// <summary>Asks the selector, unless that is one of the loop's own that could not answer anything.</summary>
    private void Poll(long timeout)
    {
        if (_selector is null)
        {
            ChooseSelector();
            // Who handed something in before had nothing to wake: the loop must not wait for it now.
            timeout = _inbox.HasAny ? 0 : timeout;
        }

        if (timeout != 0 || _descriptors is not { WaitedFor: 0 })
        {
            Selector.Select(this, timeout);
        }
    }

    private ISelector ChooseSelector()
    {
        ISelector selector = LoopSelectors.New(isSimulated: Simulating is not null);
        _descriptors = selector as DescriptorSelector;
        // A full fence: whoever hands something in and saw no selector to wake did so before the loop looks at its inbox the next time.
        Interlocked.Exchange(ref _selector, selector);
        return selector;
    }

    /// <summary>From any thread.</summary>
    private void WakeUp()
    {
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _selector)?.Wake();
    }
}
