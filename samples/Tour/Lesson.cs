namespace Tour;

/// <summary>A small program about one thing.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="About">What it shows.</param>
/// <param name="Run">The program.</param>
public sealed record Lesson(string Name, string About, Action<Stage> Run)
{
    /// <summary>All of them, in the order in which they are best read.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new("two-tasks", "Two tasks take turns; the shorter one, made second, ends first.", TwoTasks.Run),
        new("lifecycle", "A loop is made, runs callbacks, one of them later, is stopped and closed.", Lifecycle.Run),
        new("tasks", "Tasks have names, a status and results.", TaskManagement.Run),
        new("blocking-work", "Blocking work is handed to an executor, and the loop goes on.", BlockingWork.Run),
        new("blocking-work-wrong", "The same work done wrong: nothing else runs, and debug mode names it.", BlockingWorkWrong.Run),
        new("errors", "Gather returns exceptions in the place of results.", Errors.Run),
        new("monitor", "A monitor prints the tasks that are there and what they wait for, in debug mode.", Monitoring.Run),
        new("forgotten-task", "A task that nobody awaits is canceled at the end, and its fault is told.", ForgottenTask.Run),
        new("cancellation", "A canceled task cleans up, and is awaited.", Cancellation.Run),
        new("batch", "A hundred small operations at once take as long as one.", Batch.Run),
        new("semaphore", "Twenty operations, five at a time.", FiveAtATime.Run),
        new("fetch", "A page is fetched from Kestrel with HttpClient while the loop goes on.", Fetch.Run),
        new("fetch-wrong", "The same with a client that blocks: the loop stands still.", FetchWrong.Run),
        new("own-loop", "A loop of forty lines, built on the seams: time that skips, newest first.", OwnLoop.Run),
    ];
}
