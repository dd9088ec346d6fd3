using System.Text;

namespace Sim;

/// <summary>What an event loop tells its exception handler: what went wrong, and where.</summary>
public sealed record LoopErrorContext
{
    /// <summary>The loop.</summary>
    public required EventLoop Loop { get; init; }

    /// <summary>What it is about.</summary>
    public required LoopErrorKind Kind { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>The exception, where there is one.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The task that it happened to, where it is known.</summary>
    public LoopTask? Task { get; init; }

    /// <summary>The future that it happened to: the task, or a plain one.</summary>
    public LoopFuture? Future { get; init; }

    /// <summary>The callback that it happened in.</summary>
    public Delegate? Callback { get; init; }

    /// <summary>The name of that callback's method, or of the async method that it resumes, as its author wrote it; empty where there is none.</summary>
    public string Method => Callback is null ? "" : MethodNames.Format(Callback);

    /// <summary>The number of that callback in the order of scheduling: <see cref="Handle.Sequence"/> of its handle; 0 where there is none.</summary>
    public long Sequence { get; init; }

    /// <summary>How long it took, for warnings of something slow.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether nothing failed: it only should not be.</summary>
    public bool IsWarning => Kind is LoopErrorKind.SlowCallback or LoopErrorKind.ExecutorTimeout or LoopErrorKind.ConnectionsRefused;

    /// <summary>All of it, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Message);
        if (Task is not null)
        {
            text.Append("\n  task: ").Append(Task.Name);
        }

        if (Callback is not null)
        {
            text.Append("\n  callback: ").Append(Method);
        }

        return Exception is null ? text.ToString() : text.Append("\n  ").Append(Exception).ToString();
    }
}
