namespace Sim;

/// <summary>What a <see cref="LoopErrorContext"/> is about.</summary>
public enum LoopErrorKind
{
    /// <summary>An exception left a callback.</summary>
    CallbackFault,

    /// <summary>A task or a future is done by a fault at which nobody looked.</summary>
    UnseenFault,

    /// <summary>A task was pending when its loop closed.</summary>
    PendingTask,

    /// <summary>Something faulted while the loop was being shut down.</summary>
    ShutdownFault,

    /// <summary>The exception handler itself threw; the exceptions are its own and the one that it was told of.</summary>
    HandlerFault,

    /// <summary>Debug mode: a callback kept the loop for longer than it should. A warning.</summary>
    SlowCallback,

    /// <summary>Work in the loop's executor was still running when the time to wait for it was over. A warning.</summary>
    ExecutorTimeout,

    /// <summary>The handler of a connection of a server faulted; the connection is closed.</summary>
    ConnectionHandlerFault,

    /// <summary>A server resets connections as it has as many as it may have. Told once, until it has room again. A warning.</summary>
    ConnectionsRefused,
}
