using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace Sim.Loops;

/// <summary>Work that runs once; what it gives back is disposed with it.</summary>
internal sealed class LoopWork<TState>(LoopScheduler scheduler, TState state, Func<IScheduler, TState, IDisposable> action) : TimedWork(scheduler)
{
    private readonly SingleAssignmentDisposable _result = new();

    /// <inheritdoc />
    public override void Run()
    {
        if (!IsDisposed)
        {
            _result.Disposable = action(Scheduler, state);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _result.Dispose();
    }
}
