using System.Globalization;

namespace Sim;

/// <summary>
/// Code that runs on an event loop: an async function with a name, a cancellation that reaches whatever it awaits, and those who
/// wait for it. It starts in the tick after the one that made it.
/// </summary>
/// <remarks>
/// <para>Made by <see cref="EventLoop.CreateTask(Func{Task}, string?)"/>. An OperationCanceledException that leaves its code makes it
/// canceled, any other exception faulted.</para>
/// <para>Its code is known as <see cref="Current"/> wherever it flows, as an AsyncLocal does: also in async methods that it calls.</para>
/// </remarks>
public partial class LoopTask : LoopFuture, IContinuation
{
    private static readonly AsyncLocal<LoopTask?> s_current = new();
    private static readonly Action<object?> s_start = static task => ((LoopTask)task!).Start();

    private readonly long _number;
    private readonly ExecutionContext? _context;
    private Func<Task>? _body;
    private Task? _running;
    private string? _name;

    internal LoopTask(EventLoop loop, Func<Task> body, string? name)
        : base(loop)
    {
        _body = body;
        _name = name;
        _context = ExecutionContext.Capture();
        _number = loop.Register(this);
    }

    internal LoopTask(EventLoop loop, Func<CancellationToken, Task> body, string? name)
        : this(loop, (Func<Task>)null!, name)
    {
        _body = new TokenBody(this, body).Run;
    }

    /// <summary>Adopts a task that runs already.</summary>
    internal LoopTask(EventLoop loop, Task hot, HotCancellation? cancellation, string? name)
        : base(loop)
    {
        _name = name;
        _running = hot;
        _hot = cancellation ?? HotCancellation.None;
        _number = loop.Register(this);
    }

    /// <summary>The task whose code runs; null outside of any.</summary>
    public static LoopTask? Current => s_current.Value;

    /// <summary>What reports call it.</summary>
    /// <value>Default: Task-N, N being its number on its loop, from 1 on.</value>
    public string Name
    {
        get => _name ??= string.Create(CultureInfo.InvariantCulture, $"Task-{_number}");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _name = value;
        }
    }

    Delegate? IContinuation.Continuation => _body?.Target is TokenBody body ? body.Code : _body;

    internal LoopTask? Previous { get; set; }

    internal LoopTask? Next { get; set; }

    /// <summary>The task of the async function, once it runs.</summary>
    internal Task? Running => _running;

    /// <summary>Whether <see cref="EndContext"/> is wanted.</summary>
    internal bool KeepsContext { get; set; }

    /// <summary>The AsyncLocals as its code left them; what an async method sets and ends without having yielded is lost, as everywhere.</summary>
    internal ExecutionContext? EndContext { get; private set; }

    /// <summary>Lets it start in the next tick.</summary>
    internal void Schedule() => Loop.CallSoonBare(s_start, this);

    /// <summary>Runs its code here and now up to its first await that yields.</summary>
    internal void StartEagerly()
    {
        ExecutionContext? outer = ExecutionContext.Capture();
        Start();
        if (outer is not null)
        {
            ExecutionContext.Restore(outer);
        }
    }

    /// <summary>Follows the task that was adopted, which may end on any thread.</summary>
    internal void Follow()
    {
        if (_running!.IsCompleted)
        {
            End();
        }
        else if (ReferenceEquals(EventLoop.CurrentOrNull, Loop))
        {
            _running.GetAwaiter().UnsafeOnCompleted(End);
        }
        else
        {
            _running.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => Loop.Post(static task => ((LoopTask)task!).End(), this));
        }
    }

    internal override void ThrowIfNotAwaitable()
    {
        base.ThrowIfNotAwaitable();
        if (!IsDone && ReferenceEquals(Current, this))
        {
            throw new InvalidOperationException($"{Name} awaits itself, and would wait forever: await another task, or what this one waits for.");
        }
    }

    /// <summary>The code is done; takes over what it came to.</summary>
    private protected virtual void TakeResult(Task task)
    {
    }

    private void Start()
    {
        if (_mustCancel)
        {
            EndCanceled();
            return;
        }

        if (_context is not null)
        {
            ExecutionContext.Restore(_context);
        }

        s_current.Value = this;
        _running = Call(_body!);
        _body = null;
        if (_running.IsCompleted)
        {
            End();
        }
        else
        {
            // On the loop's context, as which it is captured here, the continuation runs in the step that completes the task.
            _running.GetAwaiter().UnsafeOnCompleted(End);
        }
    }

    private static Task Call(Func<Task> body)
    {
        try
        {
            return body() ?? throw new InvalidOperationException("The function of a task returned null instead of a task.");
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            return exception is OperationCanceledException canceled ? Task.FromCanceled(Signaled(canceled)) : Task.FromException(exception);
        }
    }

    private static CancellationToken Signaled(OperationCanceledException canceled) =>
        canceled.CancellationToken.IsCancellationRequested ? canceled.CancellationToken : new CancellationToken(canceled: true);

    private void End()
    {
        if (IsDone)
        {
            // It was adopted, could not be canceled, and was let go.
            return;
        }

        Task task = _running!;
        if (KeepsContext)
        {
            EndContext = ExecutionContext.Capture();
        }

        if (task.IsCanceled || (_mustCancel && task.IsCompletedSuccessfully))
        {
            EndCanceled();
        }
        else if (task.IsFaulted)
        {
            Loop.Forget(this);
            EndFaulted(task.Exception!.InnerExceptions.Count == 1 ? task.Exception.InnerException! : task.Exception);
        }
        else
        {
            Loop.Forget(this);
            TakeResult(task);
            TrySucceed();
        }
    }

    private void EndFaulted(Exception exception)
    {
        TryFail(exception);
        if (Loop.IsFatal(exception))
        {
            MarkFaultSeen();
            Loop.Fail(exception);
        }
    }

    private void EndCanceled()
    {
        _body = null;
        Loop.Forget(this);
        TryCancel(_reason);
    }
}
