using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim;

/// <summary>A signal for which a loop has a handler.</summary>
internal sealed class SignalWatch : IDisposable
{
    private static readonly Action<object?> s_deliver = static watch => ((SignalWatch)watch!).Deliver();

    /// <summary>
    /// For which signals a handler runs. It may take itself back before everybody else is asked about the same one, which all the same was not meant for them;
    /// and the next signal may come before that as well.
    /// </summary>
    private static readonly ConditionalWeakTable<PosixSignalContext, EventLoop> s_taken = [];

    private readonly EventLoop _loop;
    private PosixSignalRegistration? _registration;
    private ReadyCallback? _handler;

    private SignalWatch(EventLoop loop) => _loop = loop;

    /// <summary>Whether a loop had a handler for a signal when it came. From any thread.</summary>
    public static bool HasTaken(PosixSignalContext signal, EventLoop loop) => s_taken.TryGetValue(signal, out EventLoop? taker) && ReferenceEquals(taker, loop);

    /// <exception cref="ArgumentException">The system refuses.</exception>
    public static SignalWatch Begin(EventLoop loop, PosixSignal signal)
    {
        var watch = new SignalWatch(loop);
        try
        {
            watch._registration = PosixSignalRegistration.Create(signal, watch.OnSignal);
        }
        catch (Exception refusal) when (refusal is IOException or ArgumentOutOfRangeException)
        {
            throw new ArgumentException($"Signal {signal} cannot be handled: {refusal.Message}", nameof(signal), refusal);
        }

        return watch;
    }

    /// <summary>Puts a handler in the place of another, which is not called any more.</summary>
    public void Put(ReadyCallback? handler)
    {
        _handler?.Cancel();
        _handler = handler;
    }

    public void Dispose()
    {
        _registration?.Dispose();
        Put(null);
    }

    /// <summary>On a thread of the runtime's.</summary>
    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        s_taken.AddOrUpdate(signal, _loop);
        _loop.TryCallSoonThreadSafe(s_deliver, this);
    }

    private void Deliver() => _handler?.Queue(_loop);
}
