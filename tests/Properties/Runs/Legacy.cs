using System.Threading.Channels;

namespace Sim.Properties.Runs;

/// <summary>What outlives a run as a static does: the first run leaves things waiting here, the second sets them off.</summary>
internal sealed class Legacy(Leftover[] leftovers)
{
    private readonly TaskCompletionSource _promise = new();
    private readonly TaskCompletionSource _queued = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _semaphore = new(0);
    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
    private readonly List<Timer> _timers = [];
    private Simulation _sim = null!;

    /// <summary>How often code of the first run ran.</summary>
    public int Runs { get; private set; }

    /// <summary>The body of the first run; it ends while all that it started goes on.</summary>
    public async Task Leave(Simulation sim)
    {
        _sim = sim;
        foreach (Leftover leftover in leftovers)
        {
            Note();
            _ = Start(leftover);
        }

        await Task.Delay(20);
        sim.Log("the first run ends");
    }

    /// <summary>The body of the second run.</summary>
    public async Task SetOff(Simulation sim)
    {
        await Task.Yield();
        _queued.SetResult();
        _semaphore.Release(leftovers.Length);
        _channel.Writer.TryWrite(1);
        _promise.SetResult();
        await Task.Delay(TimeSpan.FromHours(1));
        sim.Log("the second run ends");
    }

    /// <summary>The body of a second run during which what the first left behind is collected and finalized.</summary>
    public static async Task Collect(Simulation sim)
    {
        var collector = new Thread(static () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });
        collector.UnsafeStart();
        collector.Join();
        await Task.Delay(10);
        sim.Log("the second run ends");
    }

    private Task Start(Leftover leftover) => leftover switch
    {
        Leftover.Loop => Repeat(static async () => await Task.Yield()),
        Leftover.DelayLoop => Repeat(static () => Task.Delay(7)),
        Leftover.Timer => SetTimer(),
        Leftover.Ticks => Tick(),
        Leftover.Blocked => Task.Run(() => Block(new TaskCompletionSource().Task)),
        Leftover.BlockedOnPromise => Task.Run(() => Block(_queued.Task)),
        Leftover.QueuedPromise => Await(_queued.Task),
        Leftover.QueuedPromiseFree => AwaitFree(_queued.Task),
        Leftover.Promise => Await(_promise.Task),
        Leftover.ContinueWith => _queued.Task.ContinueWith(_ => Note(), TaskScheduler.Default),
        Leftover.Semaphore => Await(_semaphore.WaitAsync()),
        Leftover.Reader => Await(_channel.Reader.ReadAsync().AsTask()),
        Leftover.WaitAsync => Await(_queued.Task.WaitAsync(TimeSpan.FromMinutes(1))),
        _ => throw new ArgumentOutOfRangeException(nameof(leftover), leftover, "There is no such leftover."),
    };

    private void Note()
    {
        Runs++;
        _sim.Log("of the first run");
    }

    private async Task Repeat(Func<Task> wait)
    {
        while (true)
        {
            await wait();
            Note();
        }
    }

    private Task SetTimer()
    {
        _timers.Add(new Timer(_ => Note(), null, 5, 5));
        return Task.CompletedTask;
    }

    private async Task Tick()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await timer.WaitForNextTickAsync())
        {
            Note();
        }
    }

    private void Block(Task task)
    {
        task.Wait();
        Note();
    }

    private async Task Await(Task task)
    {
        await task;
        Note();
    }

    private async Task AwaitFree(Task task)
    {
        await task.ConfigureAwait(false);
        Note();
    }
}
