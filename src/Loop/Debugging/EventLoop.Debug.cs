using System.Globalization;

namespace Sim;

/// <content>Debug mode: the loop watches for what asynchronous programs get wrong.</content>
public sealed partial class EventLoop
{
    private const string DebugVariable = "SIM_LOOP_DEBUG";

    private bool _debug;
    private TimeSpan _slowCallback;

    /// <summary>
    /// Whether the loop watches for mistakes: a callback that takes <see cref="SlowCallbackDuration"/> or longer is reported to the exception
    /// handler with the task and the method, and scheduling from a thread on which the loop does not run throws. Costs two looks at the clock a callback.
    /// </summary>
    public bool Debug
    {
        get => _debug;
        set
        {
            _debug = value;
            _isGuarded = value || _closed;
        }
    }

    /// <summary>From how long on a callback counts as slow in debug mode.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan SlowCallbackDuration
    {
        get => _slowCallback;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            _slowCallback = value;
        }
    }

    private void ResetDebugging()
    {
        Debug = Options.Debug ?? (_harness is null && Environment.GetEnvironmentVariable(DebugVariable) == "1");
        SlowCallbackDuration = Options.SlowCallbackDuration;
        SetExceptionHandler(Options.ExceptionHandler);
        _unseen.Clear();
        _fatal = null;
        _ticks = 0;
        _callbacks = 0;
    }

    private void ThrowIfMisused()
    {
        ThrowIfClosed();
        if (_running && !IsOnLoopThread)
        {
            throw new InvalidOperationException("The event loop runs on another thread and was about to be changed from this one: use CallSoonThreadSafe or RunThreadSafe.");
        }
    }

    /// <summary>The task and the code are looked up before: once it has run, the entry may not know them any more.</summary>
    private void InvokeWatched(in ReadyEntry entry)
    {
        LoopTask? task = TaskOf(in entry);
        Delegate code = CodeOf(in entry);
        long start = _clock.Now;
        Invoke(in entry);
        var duration = new TimeSpan(_clock.Now - start);
        if (duration >= _slowCallback)
        {
            ReportSlow(task, code, duration, entry.Origin);
        }
    }

    private void ReportSlow(LoopTask? task, Delegate code, TimeSpan duration, long sequence)
    {
        string who = task is null ? MethodNames.Format(code) : $"{task.Name}, in {MethodNames.Format(code)},";
        CallExceptionHandler(new LoopErrorContext
        {
            Loop = this,
            Kind = LoopErrorKind.SlowCallback,
            Message = string.Create(CultureInfo.InvariantCulture, $"{who} kept the event loop for {duration.TotalSeconds:0.000} seconds: await instead of blocking, or hand the work to LoopTask.ToThread."),
            Task = task,
            Callback = code,
            Sequence = sequence,
            Duration = duration,
        });
    }

    private static LoopTask? TaskOf(in ReadyEntry entry) => entry.State as LoopTask ?? (entry.State as FutureWaiter)?.AwaitingTask;

    /// <summary>The code that a callback goes on with: what wakes a task up is of no interest, but the task's own.</summary>
    private static Delegate CodeOf(in ReadyEntry entry) =>
        (entry.State as IContinuation)?.Continuation ?? (entry.State as Delegate) ?? entry.Callback;
}
