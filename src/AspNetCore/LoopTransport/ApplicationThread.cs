namespace Sim;

/// <summary>On which thread an application runs that is served from event loops.</summary>
public enum ApplicationThread
{
    /// <summary>On the thread pool, as with Kestrel's own transport: handlers may block.</summary>
    Pool,

    /// <summary>
    /// What a connection brings is handled at once, on its loop's thread: no thread has to be woken. Code that goes on after another wait, for a timer or a database,
    /// does so on the thread pool, as everywhere in ASP.NET Core. A handler that blocks its thread holds up the other connections of its loop.
    /// </summary>
    Loop,

    /// <summary>
    /// Each request starts on its connection's loop, and <c>await</c> comes back there: <see cref="EventLoop.Current"/> is that loop, its tasks and locks can be used, and no two
    /// requests of one loop run at the same time. A handler that blocks its thread holds up all of them; one that waits there for a task (<c>.Result</c>) waits forever.
    /// </summary>
    LoopWithContext,
}
