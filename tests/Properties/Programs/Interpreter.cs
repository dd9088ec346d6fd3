using System.Threading.Channels;

namespace Sim.Properties.Programs;

/// <summary>Runs a program in a simulation, with .NET's own operations, and logs what it does.</summary>
internal sealed class Interpreter(Simulation sim)
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    private int _counter;

    /// <summary>How many turns every operation keeps the processor busy; a million take some ten milliseconds.</summary>
    public int Burden { get; init; }

    public static Task Run(Simulation sim, Node program) => new Interpreter(sim).Run(program);

    public async Task Run(Node node)
    {
        sim.Log($"{node.Op} {node.Amount} begins");
        Thread.SpinWait(Burden);
        await Start(node);
        sim.Log($"{node.Op} {node.Amount} ends");
    }

    private Task Start(Node node) => node.Op switch
    {
        Op.Yield => Yield(),
        Op.Delay => Task.Delay(node.Amount),
        Op.Choose => Choose(node),
        Op.Race => Race(),
        Op.QueueItem => QueueItem(),
        Op.Cancel => Cancel(node),
        Op.Ticks => Ticks(node),
        Op.Narrow => Send(Channel.CreateBounded<int>(1), node.Amount),
        Op.Wide => Send(Channel.CreateUnbounded<int>(), node.Amount),
        Op.Throw => throw new InvalidOperationException($"thrown {node.Amount}"),
        Op.Sequence => Sequence(node),
        Op.All => Task.WhenAll(node.Children.Select(Spawn).ToArray()),
        Op.Any => Any(node),
        Op.Spawn => Spawn(node.Children[0]),
        Op.SpawnFree => SpawnFree(node.Children[0]),
        Op.Block => Block(node.Children[0]),
        Op.Section => Section(node.Children[0]),
        Op.BlockingSection => Task.Run(() => BlockingSection(node.Children[0])),
        Op.Promise => Promise(node.Children[0], TaskCreationOptions.None),
        Op.QueuedPromise => Promise(node.Children[0], TaskCreationOptions.RunContinuationsAsynchronously),
        Op.Catch => Catch(node.Children[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Op, "There is no such operation."),
    };

    private static async Task Yield() => await Task.Yield();

    private Task Choose(Node node)
    {
        sim.Log($"chose {sim.Choose(node.Amount + 1)}, shared {Random.Shared.Next(100)}");
        return Task.CompletedTask;
    }

    private async Task Race()
    {
        int before = _counter;
        await Task.Yield();
        _counter = before + 1;
        sim.Log($"counter {_counter}");
    }

    private static Task QueueItem()
    {
        var done = new TaskCompletionSource();
        ThreadPool.QueueUserWorkItem(static promise => promise.SetResult(), done, preferLocal: false);
        return done.Task;
    }

    private async Task Cancel(Node node)
    {
        using var source = new CancellationTokenSource();
        source.CancelAfter(node.Amount);
        try
        {
            await Task.Delay(3, source.Token);
        }
        catch (OperationCanceledException)
        {
            sim.Log("canceled");
        }
    }

    private async Task Ticks(Node node)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        for (int i = 0; i < node.Amount && await timer.WaitForNextTickAsync(); i++)
        {
            sim.Log($"tick {i}");
        }
    }

    private async Task Send(Channel<int> channel, int count)
    {
        Task writer = Task.Run(() => Write(channel.Writer, count));
        await foreach (int item in channel.Reader.ReadAllAsync())
        {
            sim.Log($"received {item}");
        }

        await writer;
    }

    private static async Task Write(ChannelWriter<int> writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await writer.WriteAsync(i);
        }

        writer.Complete();
    }

    private async Task Sequence(Node node)
    {
        foreach (Node child in node.Children)
        {
            await Run(child);
        }
    }

    private async Task Any(Node node) => await await Task.WhenAny(node.Children.Select(Spawn).ToArray());

    private Task Spawn(Node child) => Task.Run(() => Run(child));

    private async Task SpawnFree(Node child) => await Spawn(child).ConfigureAwait(false);

    private Task Block(Node child)
    {
        Spawn(child).Wait();
        return Task.CompletedTask;
    }

    private async Task Section(Node child)
    {
        await _semaphore.WaitAsync();
        try
        {
            await Run(child);
        }
        finally
        {
            _semaphore.Release();
        }
    }

    private void BlockingSection(Node child)
    {
        _semaphore.Wait();
        try
        {
            Spawn(child).GetAwaiter().GetResult();
        }
        finally
        {
            _semaphore.Release();
        }
    }

    private async Task Promise(Node child, TaskCreationOptions options)
    {
        var promise = new TaskCompletionSource(options);
        Task setter = Task.Run(async () =>
        {
            try
            {
                await Run(child);
            }
            finally
            {
                promise.SetResult();
                sim.Log("promise set");
            }
        });
        await promise.Task;
        await setter;
    }

    private async Task Catch(Node child)
    {
        try
        {
            await Run(child);
        }
        catch (Exception exception)
        {
            sim.Log($"caught {exception.GetType().Name}");
        }
    }
}
