namespace Sim.Properties.TaskTrees;

/// <summary>Runs a program of tasks on the loop that runs here, and writes down what it does.</summary>
internal sealed class JobRunner(JobProgram program)
{
    private readonly List<LoopTask<int>> _tasks = [];
    private readonly List<int> _ids = [];
    private long _start;

    public List<Note> Log { get; } = [];

    public Resources Shared { get; } = new();

    /// <summary>The tasks, by the nodes that they began with.</summary>
    public IEnumerable<(int Id, LoopTask<int> Task)> Tasks => _ids.Zip(_tasks);

    public async Task Run()
    {
        _start = EventLoop.Current.Time;
        _ = Spawn(program.Root);
        foreach ((int after, int target) in program.Cancellations)
        {
            EventLoop.Current.CallLater(TimeSpan.FromMilliseconds(after), () => Cancel(-1, -1, target));
        }

        for (int i = 0; i < _tasks.Count; i++)
        {
            await Outcome(_tasks[i]);
        }
    }

    private static async Task Outcome(LoopTask<int> task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is OperationCanceledException or JobFault)
        {
            // The oracle looks at what became of it.
        }
    }

    private void Tell(Told told, int task, int node, int value = 0) =>
        Log.Add(new Note(told, task, node, value, EventLoop.Current.Time - _start));

    private LoopTask<int> Spawn(Job job) => Register(job, EventLoop.Current.CreateTask(() => Body(job)));

    private LoopTask<int> Register(Job job, LoopTask<int> task)
    {
        _tasks.Add(task);
        _ids.Add(job.Id);
        return task;
    }

    private async Task<int> Body(Job job)
    {
        Tell(Told.Begins, job.Id, job.Id);
        try
        {
            await Do(job, job.Id);
        }
        catch (OperationCanceledException)
        {
            Tell(Told.EndsCanceled, job.Id, job.Id);
            throw;
        }
        catch (JobFault)
        {
            Tell(Told.EndsFaulted, job.Id, job.Id);
            throw;
        }

        Tell(Told.Ends, job.Id, job.Id);
        return job.Id;
    }

    private Task Do(Job job, int task) => job.Kind switch
    {
        JobKind.Sleep => Reach(job, task, async () => await LoopTask.Sleep(TimeSpan.FromMilliseconds(job.Amount))),
        JobKind.Fail => throw new JobFault(job.Id),
        JobKind.Cancel => Cancel(task, job.Id, job.Amount),
        JobKind.Put => InTime(job, task, () => Put(job, task)),
        JobKind.Get => Get(job, task),
        JobKind.Join => InTime(job, task, () => Join(job, task)),
        JobKind.Meet => InTime(job, task, () => Meet(job, task)),
        JobKind.Sequence => Sequence(job, task),
        JobKind.Try => Try(job, task),
        JobKind.Catch => Catch(job, task),
        JobKind.Timeout => InTime(job, task, () => Do(job.Children[0], task)),
        JobKind.Lock => Section(job, task, job.Which, Shared.Locks[job.Which].AcquireAsync),
        JobKind.Semaphore => Section(job, task, JobArbitrary.Resources + job.Which, Shared.Semaphores[job.Which].AcquireAsync),
        JobKind.Group => Group(job, task),
        _ => WaitForChildren(job, task),
    };

    private Task Cancel(int task, int node, int target)
    {
        int which = target % _tasks.Count;
        int noted = Log.Count;
        Tell(Told.Cancels, task, node, _ids[which]);
        if (!_tasks[which].Cancel())
        {
            Log[noted] = Log[noted] with { Told = Told.CancelsInVain };
        }

        return Task.CompletedTask;
    }

    private async Task Reach(Job job, int task, Func<Task> wait)
    {
        try
        {
            await wait();
        }
        catch (OperationCanceledException)
        {
            Tell(Told.Hit, task, job.Id);
            throw;
        }
    }

    private async Task<bool> InTime(Job job, int task, Func<Task> body)
    {
        Tell(Told.ScopeBegins, task, job.Id);
        try
        {
            await LoopTask.Timeout(TimeSpan.FromMilliseconds(job.Amount), _ => body());
            return true;
        }
        catch (TimeoutException)
        {
            Tell(Told.TimedOut, task, job.Id);
            return false;
        }
        finally
        {
            Tell(Told.ScopeEnds, task, job.Id);
        }
    }

    private async Task Sequence(Job job, int task)
    {
        foreach (Job child in job.Children)
        {
            await Do(child, task);
        }
    }

    private async Task Try(Job job, int task)
    {
        foreach (Job child in job.Children)
        {
            try
            {
                await Do(child, task);
            }
            catch (JobFault)
            {
                // Goes on with the next.
            }
        }
    }

    private async Task Catch(Job job, int task)
    {
        Tell(Told.CatchBegins, task, job.Id);
        try
        {
            await Do(job.Children[0], task);
        }
        catch (OperationCanceledException)
        {
            // The request is used up, and the program goes on.
        }
        finally
        {
            Tell(Told.CatchEnds, task, job.Id);
        }
    }

    private async Task Section(Job job, int task, int permit, Func<CancellationToken, ValueTask<AcquiredScope>> acquire)
    {
        Tell(Told.Wants, task, job.Id, permit);
        AcquiredScope scope = default;
        await Reach(job, task, async () =>
        {
            try
            {
                scope = await acquire(default);
            }
            catch (OperationCanceledException)
            {
                Tell(Told.GivesUp, task, job.Id, permit);
                throw;
            }
        });
        Tell(Told.Has, task, job.Id, permit);
        try
        {
            await Do(job.Children[0], task);
        }
        finally
        {
            Tell(Told.Frees, task, job.Id, permit);
            scope.Dispose();
        }
    }

    private Task Put(Job job, int task) => Reach(job, task, async () =>
    {
        await Shared.Queues[job.Which].PutAsync(job.Id);
        Tell(Told.Put, task, job.Id, job.Id);
    });

    private async Task Get(Job job, int task)
    {
        bool got = await InTime(job, task, () => Reach(job, task, async () =>
        {
            int item = await Shared.Queues[job.Which].GetAsync();
            Tell(Told.Got, task, job.Id, item);
        }));
        if (!got)
        {
            return;
        }

        try
        {
            await Do(job.Children[0], task);
        }
        finally
        {
            Tell(Told.Done, task, job.Id);
            Shared.Queues[job.Which].TaskDone();
        }
    }

    private Task Join(Job job, int task) => Reach(job, task, async () =>
    {
        Tell(Told.Joins, task, job.Id);
        await Shared.Queues[job.Which].JoinAsync();
        Tell(Told.Joined, task, job.Id);
    });

    private Task Meet(Job job, int task) => Reach(job, task, async () =>
    {
        Tell(Told.Arrives, task, job.Id);
        try
        {
            int index = await Shared.Barriers[job.Which].WaitAsync();
            Tell(Told.Passes, task, job.Id, index);
        }
        catch (OperationCanceledException)
        {
            Tell(Told.GivesUp, task, job.Id);
            throw;
        }
    });

    private async Task Group(Job job, int task)
    {
        List<LoopTask<int>> children = [];
        try
        {
            await Await(job, task, children, () => TaskGroup.Run(group =>
            {
                foreach (Job child in job.Children)
                {
                    children.Add(Register(child, group.CreateTask(() => Body(child))));
                }

                return Task.CompletedTask;
            }));
        }
        catch (AggregateException)
        {
            // Told already; the program goes on.
        }
    }

    private async Task WaitForChildren(Job job, int task)
    {
        List<LoopTask<int>> children = [.. job.Children.Select(Spawn)];
        try
        {
            await Await(job, task, children, () => Combine(job, task, children));
        }
        catch (TimeoutException)
        {
            // Told already; the program goes on.
        }
    }

    private async Task Combine(Job job, int task, List<LoopTask<int>> children)
    {
        switch (job.Kind)
        {
            case JobKind.Gather:
                Array.ForEach(await LoopTask.Gather<int>(children), result => Tell(Told.Gathered, task, job.Id, result));
                break;
            case JobKind.GatherOutcomes:
                Array.ForEach(await LoopTask.GatherOutcomes<int>(children), outcome => Tell(Told.Gathered, task, job.Id, CodeOf(outcome)));
                break;
            case JobKind.WaitFor:
                await LoopTask.WaitFor(children[0], TimeSpan.FromMilliseconds(job.Amount));
                break;
            default:
                await LoopTask.Shield(children[0]);
                break;
        }
    }

    private static int CodeOf(LoopOutcome<int> outcome) => outcome.Exception switch
    {
        null => outcome.Result,
        OperationCanceledException => Oracle.Canceled,
        _ => Oracle.Faulted,
    };

    private async Task Await(Job job, int task, List<LoopTask<int>> children, Func<Task> wait)
    {
        Tell(Told.Awaits, task, job.Id);
        try
        {
            await Reach(job, task, wait);
        }
        catch (JobFault fault)
        {
            Tell(Told.Faulted, task, job.Id, fault.Node);
            throw;
        }
        catch (AggregateException faults)
        {
            Tell(Told.Faulted, task, job.Id, faults.InnerExceptions.Count);
            throw;
        }
        catch (TimeoutException)
        {
            Tell(Told.TimedOut, task, job.Id);
            throw;
        }
        finally
        {
            Tell(Told.GoesOn, task, job.Id, children.Count(static child => !child.IsDone));
        }
    }
}
