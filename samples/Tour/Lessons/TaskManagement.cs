using Sim;

namespace Tour;

/// <summary>A task has a name, a status, those who want to know when it is done, and a result.</summary>
internal static class TaskManagement
{
    public static void Run(Stage stage) => EventLoop.Run(async () =>
    {
        LoopTask<int> sum = EventLoop.Current.CreateTask(SumAsync, name: "sum");
        LoopTask wait = EventLoop.Current.CreateTask(WaitAsync, name: "wait");
        sum.AddDoneCallback(task => stage.Say($"callback: {((LoopTask)task).Name} is done"));

        Show(sum);
        stage.Say($"all tasks: {string.Join(", ", EventLoop.Current.AllTasks.Select(task => task.Name))}");
        await sum;
        Show(sum);
        stage.Say($"result: {sum.Result}");
        await LoopTask.Sleep(TimeSpan.Zero);

        wait.Cancel("no longer needed");
        try
        {
            await wait;
        }
        catch (OperationCanceledException canceled)
        {
            stage.Say($"canceled: {canceled.Message}");
        }

        Show(wait);

        void Show(LoopTask task) => stage.Say($"{task.Name}: done {task.IsDone}, canceled {task.IsCanceled}");
    });

    private static async Task<int> SumAsync()
    {
        await LoopTask.Sleep(TimeSpan.FromMilliseconds(50));
        return 1 + 2 + 3;
    }

    private static async Task WaitAsync() => await LoopTask.Sleep(TimeSpan.FromHours(1));
}
