namespace Sim;

/// <summary>Blocking calls of the machine's files, on threads of the pool: there are no others that do not block.</summary>
internal static class OffThread
{
    public static ValueTask<T> Do<T>(Func<T> work, CancellationToken token) =>
        new(Task.Factory.StartNew(work, token, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default));

    public static ValueTask Do(Action work, CancellationToken token) =>
        new(Task.Factory.StartNew(work, token, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default));
}
