using System.Runtime.InteropServices;

namespace Sim;

/// <content>Signals of the machine.</content>
public sealed partial class EventLoop
{
    private const string SignalsAreNotSimulated =
        "A simulation has no signals: call what the handler does, at a moment of the simulation's choosing, or stop the host (a crash, a restart).";

    private Dictionary<int, SignalWatch>? _signals;
    private volatile bool _takesInterrupts;

    /// <summary>Whether the program has, or had when it came, a handler of its own for this Ctrl-C. From any thread.</summary>
    internal bool TakesInterrupt(PosixSignalContext interrupt) => _takesInterrupts || SignalWatch.HasTaken(interrupt, this);

    /// <summary>
    /// Runs <paramref name="handler"/> on the loop each time the process gets a signal, in the place of what the signal does by default, until
    /// <see cref="RemoveSignalHandler"/> or until the loop closes. Wakes the loop if it waits.
    /// </summary>
    /// <param name="signal">One of the names, or the number that the system gives it. With a handler for SIGINT, Ctrl-C no longer cancels the main task.</param>
    /// <param name="handler">Takes the place of one that was given before, also for a signal that came and was not handled yet.</param>
    /// <exception cref="ArgumentException">The signal cannot be handled (SIGKILL, SIGSTOP), or there is none of that number.</exception>
    /// <exception cref="InvalidOperationException">The loop runs on another thread.</exception>
    /// <exception cref="NotSimulatedException">The code is part of a simulation.</exception>
    /// <exception cref="PlatformNotSupportedException">Windows has no such signal.</exception>
    /// <exception cref="ObjectDisposedException">The loop is closed.</exception>
    public void AddSignalHandler(PosixSignal signal, Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        int number = NumberOf(signal);
        _signals ??= [];
        if (!_signals.TryGetValue(number, out SignalWatch? watch))
        {
            _signals.Add(number, watch = SignalWatch.Begin(this, signal));
        }

        watch.Put(new ReadyCallback(handler, ContextToFlow()));
        _takesInterrupts |= number == SignalNumbers.Interrupt;
    }

    /// <summary>Takes the handler of a signal back, which then does again what it did before; it is not called any more, even for a signal that came already.</summary>
    /// <returns>Whether there was one.</returns>
    /// <inheritdoc cref="AddSignalHandler" path="/exception"/>
    public bool RemoveSignalHandler(PosixSignal signal)
    {
        int number = NumberOf(signal);
        if (_signals is null || !_signals.Remove(number, out SignalWatch? watch))
        {
            return false;
        }

        _takesInterrupts &= number != SignalNumbers.Interrupt;
        watch.Dispose();
        return true;
    }

    private int NumberOf(PosixSignal signal)
    {
        ThrowIfClosed();
        ThrowIfSimulated(SignalsAreNotSimulated);
        if (_running && !IsOnLoopThread)
        {
            throw new InvalidOperationException("Signal handlers are set and taken back on the loop's thread: use CallSoonThreadSafe.");
        }

        int number = SignalNumbers.Of(signal);
        return SignalNumbers.IsBeyondHandling(number)
            ? throw new ArgumentException($"Signal {number} (SIGKILL or SIGSTOP) can be neither handled nor ignored.", nameof(signal))
            : number;
    }

    private void ForgetSignals()
    {
        if (_signals is { } signals)
        {
            _signals = null;
            _takesInterrupts = false;
            foreach (SignalWatch watch in signals.Values)
            {
                watch.Dispose();
            }
        }
    }
}
