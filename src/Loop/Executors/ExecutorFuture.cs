namespace Sim;

/// <summary>Work that an executor runs for a loop. Canceling it keeps it from running only if it has not begun.</summary>
/// <typeparam name="T">What it comes to.</typeparam>
internal sealed class ExecutorFuture<T> : LoopFuture<T>, IContinuation, IExplainedWait
{
    private readonly Func<T> _work;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private T? _value;
    private Exception? _thrown;
    private volatile bool _isCanceled;

    public ExecutorFuture(EventLoop loop, Func<T> work)
        : base(loop)
    {
        _work = work;
    }

    public Delegate? Continuation => FirstContinuation;

    public string What => "work of an executor";

    public override bool Cancel(string? reason = null)
    {
        _isCanceled = true;
        return base.Cancel(reason);
    }

    /// <summary>Hands it to the executor, for whom the caller is who asked for the work.</summary>
    public void SubmitTo(IExecutor executor)
    {
        if (_context is null)
        {
            executor.Submit(Run);
        }
        else
        {
            ExecutionContext.Run(_context, _ => executor.Submit(Run), null);
        }
    }

    /// <summary>On a thread of the executor's.</summary>
    private void Run()
    {
        if (_isCanceled)
        {
            return;
        }

        if (_context is null)
        {
            Work();
        }
        else
        {
            ExecutionContext.Run(_context, static self => ((ExecutorFuture<T>)self!).Work(), this);
        }

        if (!_isCanceled)
        {
            Loop.TryCallSoonThreadSafe(static self => ((ExecutorFuture<T>)self!).Complete(), this);
        }
    }

    private void Work()
    {
        try
        {
            _value = _work();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            _thrown = exception;
        }
    }

    /// <summary>On the loop.</summary>
    private void Complete()
    {
        if (_thrown is null)
        {
            TrySetResult(_value!);
        }
        else
        {
            TrySetException(_thrown);
        }
    }
}
