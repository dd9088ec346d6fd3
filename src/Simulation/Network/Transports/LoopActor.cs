namespace Sim;

/// <summary>
/// Something that acts on an event loop, one action at a time, each as a callback of the loop: on the world's own loop a step of its own, on a
/// program's own loop, which waits inside a step, a callback that wakes it. There is never more than one callback on its way, so that no order
/// of what is ready turns its actions around.
/// </summary>
internal abstract class LoopActor(EventLoop loop, Fabric fabric)
{
    private static readonly SendOrPostCallback s_act = Act;

    private bool _isPosted;

    /// <summary>The loop.</summary>
    protected EventLoop Loop { get; } = loop;

    /// <summary>Whether there is something to do.</summary>
    protected abstract bool HasWork { get; }

    /// <summary>Does the next thing.</summary>
    protected abstract void DoNext();

    /// <summary>There may be something to do. Once the run is over, or the loop closed, nobody is told of anything any more.</summary>
    protected void Signal()
    {
        if (!_isPosted && HasWork && !fabric.IsOver && !Loop.IsClosed)
        {
            _isPosted = true;
            Loop.Context.Post(s_act, this);
        }
    }

    /// <summary>An exception left code of the test that was called from here.</summary>
    protected void Report(string what, Exception exception, Delegate? callback = null) => Loop.CallExceptionHandler(new LoopErrorContext
    {
        Loop = Loop,
        Kind = LoopErrorKind.CallbackFault,
        Message = what,
        Exception = exception,
        Callback = callback,
    });

    private static void Act(object? state)
    {
        var actor = (LoopActor)state!;
        actor._isPosted = false;
        if (actor.HasWork)
        {
            actor.DoNext();
            actor.Signal();
        }
    }
}
