using System.Runtime.ExceptionServices;

namespace Sim;

/// <content>What becomes of exceptions that nobody awaits.</content>
public sealed partial class EventLoop
{
    private Action<LoopErrorContext> _exceptionHandler = WriteToStandardError;
    private Exception? _fatal;

    private Action<LoopErrorContext> DefaultHandler => _harness is null ? WriteToStandardError : Options.ExceptionHandler ?? WriteToStandardError;

    /// <summary>Says who is told of what goes wrong where nobody awaits it, from now on.</summary>
    /// <param name="handler">
    /// Called on the loop's thread, with the AsyncLocals of what failed. One that throws is itself reported, by the default handler.
    /// Null is the default handler: it writes to standard error, and in a simulation makes it a finding.
    /// </param>
    public void SetExceptionHandler(Action<LoopErrorContext>? handler) => _exceptionHandler = handler ?? DefaultHandler;

    /// <summary>Tells the exception handler, as the loop itself does.</summary>
    public void CallExceptionHandler(LoopErrorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_exceptionHandler == DefaultHandler)
        {
            DefaultHandler(context);
            return;
        }

        try
        {
            _exceptionHandler(context);
        }
        catch (Exception broken) when (broken is not ThreadAbortException)
        {
            TakeHandlerFault(context, broken);
        }
    }

    /// <summary>Ends the run at once: what is left of the tick stays for the next one, and what runs the loop throws.</summary>
    internal void Fail(Exception fatal)
    {
        if (_harness is not null)
        {
            DefaultHandler(new LoopErrorContext { Loop = this, Kind = LoopErrorKind.CallbackFault, Message = "A fatal exception left code of the event loop.", Exception = fatal });
            return;
        }

        _fatal ??= fatal;
        _stopping = true;
        _callbacks -= _tickRemaining;
        _tickRemaining = 0;
    }

    private void TakeFault(Exception exception, in ReadyEntry entry)
    {
        if (IsFatal(exception))
        {
            Fail(exception);
            return;
        }

        CallExceptionHandler(new LoopErrorContext
        {
            Loop = this,
            Kind = LoopErrorKind.CallbackFault,
            Message = "An exception left a callback of the event loop.",
            Exception = exception,
            Task = TaskOf(in entry),
            Callback = CodeOf(in entry),
            Sequence = entry.Origin,
        });
    }

    private void TakeHandlerFault(LoopErrorContext context, Exception broken)
    {
        if (IsFatal(broken))
        {
            Fail(broken);
            return;
        }

        DefaultHandler(new LoopErrorContext
        {
            Loop = this,
            Kind = LoopErrorKind.HandlerFault,
            Message = $"The exception handler of the event loop threw when it was told: {context.Message}",
            Exception = context.Exception is null ? broken : new AggregateException(broken, context.Exception),
            Task = context.Task,
            Future = context.Future,
            Callback = context.Callback,
            Sequence = context.Sequence,
        });
    }

    private void ThrowFatal()
    {
        if (_fatal is { } fatal)
        {
            _fatal = null;
            ExceptionDispatchInfo.Throw(fatal);
        }
    }

    private static void WriteToStandardError(LoopErrorContext context)
    {
        try
        {
            Console.Error.WriteLine(context);
        }
        catch (IOException)
        {
            // It is closed, or the process can open nothing: there is nobody left to tell, and the loop goes on.
        }
    }
}
