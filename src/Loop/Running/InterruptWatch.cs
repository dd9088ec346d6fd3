using System.Runtime.InteropServices;

namespace Sim;

/// <summary>Turns the first SIGINT into a cancellation of the main task, and leaves the second to whom it belonged before.</summary>
internal sealed class InterruptWatch : IDisposable
{
    private readonly LoopTask _main;
    private readonly PosixSignalRegistration _registration;
    private int _count;

    public InterruptWatch(LoopTask main)
    {
        _main = main;
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    /// <summary>Whether a signal has come.</summary>
    public bool HasInterrupted => Volatile.Read(ref _count) > 0;

    public void Dispose() => _registration.Dispose();

    /// <summary>On a thread of the runtime's.</summary>
    private void OnSignal(PosixSignalContext signal)
    {
        // The program handles it itself.
        if (_main.Loop.TakesInterrupt(signal))
        {
            return;
        }

        if (Interlocked.Increment(ref _count) == 1)
        {
            signal.Cancel = true;
            _main.Loop.TryCallSoonThreadSafe(static main => ((LoopTask)main!).Cancel(), _main);
        }
    }
}
