using System.Runtime.ExceptionServices;
using Sim.Scenarios.Determinism;

namespace Sim.Scenarios.Conformance;

/// <summary>Runs the body of a conformance test on an arm. It may run it several times, so a body makes its state anew each time.</summary>
internal static class Arms
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Strategies = ["random", "sticky:0.9"];

    /// <summary>Runs <paramref name="body"/>, throws what it threw, and fails if an exception left a callback.</summary>
    /// <param name="arm">Where.</param>
    /// <param name="body">Started on the arm's loop; simulated ones run twice, and must come out alike.</param>
    /// <param name="options">Makes the options of the loop; only where the loop is the body's own.</param>
    /// <param name="onMachine">Whether a real loop has the machine's own clock and network, instead of an <see cref="UnhurriedTime"/>.</param>
    public static void Run(ArmKind arm, Func<Task> body, Func<EventLoopOptions>? options = null, bool onMachine = false)
    {
        switch (arm)
        {
            case ArmKind.Real:
                RunGuarded(() => RunLoop(body, made => onMachine ? made : UnhurriedTime.Of(made), options));
                break;
            case ArmKind.Nested:
                Simulate(() => RunNested(body, options), new RunOptions());
                break;
            case ArmKind.World:
                ThrowIfOptions(options);
                Simulate(body, new RunOptions { Ordering = Ordering.Loop });
                break;
            default:
                ThrowIfOptions(options);
                RunOrders(body);
                break;
        }
    }

    /// <summary>Runs <paramref name="body"/> in a task, which that of a simulation is not, on its arm.</summary>
    public static void RunInTask(ArmKind arm, Func<Task> body) => Run(arm, async () => await EventLoop.Current.CreateTask(body));

    private static void RunOrders(Func<Task> body)
    {
        foreach (string strategy in Strategies)
        {
            for (ulong seed = 0; seed < 4; seed++)
            {
                Simulate(body, new RunOptions { Strategy = strategy, Seed = seed });
            }
        }
    }

    private static void RunLoop(Func<Task> body, Func<EventLoopOptions, EventLoopOptions> change, Func<EventLoopOptions>? options)
    {
        List<Exception> faults = [];
        EventLoopOptions made = options?.Invoke() ?? new EventLoopOptions { ExceptionHandler = context => faults.Add(context.Exception ?? new InvalidOperationException(context.Message)) };
        EventLoop.Run(body, change(made));
        Assert.Empty(faults);
    }

    private static Task RunNested(Func<Task> body, Func<EventLoopOptions>? options)
    {
        RunLoop(body, static made => made, options);
        return Task.CompletedTask;
    }

    private static void Simulate(Func<Task> body, RunOptions options)
    {
        RunResult run = Twice.Run(_ => body(), options);
        Assert.True(run.Outcome == RunOutcome.Passed, $"{options.Ordering}, {options.Strategy}, seed {options.Seed}: {run.Story}");
    }

    /// <summary>On a thread of its own: fails instead of waiting forever.</summary>
    private static void RunGuarded(Action run)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(run)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(Patience), "The loop did not come to an end.");
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }
    }

    private static void ThrowIfOptions(Func<EventLoopOptions>? options)
    {
        if (options is not null)
        {
            throw new ArgumentException("The world's loop has options of its own: use [RealAndNested].", nameof(options));
        }
    }
}
