namespace Sim.Properties.Loops;

/// <summary>Runs plans on a real loop and writes down what runs when, and what every cancellation answered.</summary>
internal sealed class LoopProgram
{
    private readonly ManualTime _time = new();
    private readonly EventLoop _loop;
    private readonly List<Func<bool>> _cancels = [];

    private LoopProgram() => _loop = new EventLoop(new EventLoopOptions { Clock = _time, Selector = _time });

    private List<string> Log { get; } = [];

    public static List<string> Run(Plan[] plans)
    {
        var program = new LoopProgram();
        Array.ForEach(plans, program.Schedule);
        program._loop.RunForever();
        return program.Log;
    }

    private void Schedule(Plan plan)
    {
        int number = _cancels.Count;
        _cancels.Add(() => false);
        if (plan.Delay < 0)
        {
            Handle handle = _loop.CallSoon(() => Invoke(plan, number));
            _cancels[number] = () => handle.Cancel();
        }
        else
        {
            TimerHandle handle = _loop.CallAt(_time.Now + plan.Delay, () => Invoke(plan, number));
            _cancels[number] = () => handle.Cancel();
        }
    }

    private void Invoke(Plan plan, int number)
    {
        Log.Add($"{number} in tick {_time.Tick} at {_time.Now}");
        Array.ForEach(plan.Children, Schedule);
        if (plan.Cancels >= 0)
        {
            int canceled = plan.Cancels % _cancels.Count;
            Log.Add($"cancel {canceled}: {_cancels[canceled]()}");
        }
    }
}
