namespace Sim.Properties.Loops;

/// <summary>What a loop should do with plans, said as simply as possible: two lists, of which one is sorted when it is looked at.</summary>
internal sealed class LoopModel
{
    private readonly List<(Plan Plan, int Number)> _ready = [];
    private readonly List<(Plan Plan, int Number, long Deadline)> _timers = [];
    private int _scheduled;
    private int _tick;
    private long _now;

    private List<string> Log { get; } = [];

    public static List<string> Run(Plan[] plans)
    {
        var model = new LoopModel();
        Array.ForEach(plans, model.Schedule);
        while (model._ready.Count + model._timers.Count > 0)
        {
            model.RunTick();
        }

        return model.Log;
    }

    private void Schedule(Plan plan)
    {
        int number = _scheduled++;
        if (plan.Delay < 0)
        {
            _ready.Add((plan, number));
        }
        else
        {
            _timers.Add((plan, number, _now + plan.Delay));
        }
    }

    private void RunTick()
    {
        _tick++;
        _now = _ready.Count > 0 ? _now : Math.Max(_now, _timers.Min(static timer => timer.Deadline));
        _ready.AddRange(_timers
            .Where(timer => timer.Deadline <= _now)
            .OrderBy(static timer => timer.Deadline).ThenBy(static timer => timer.Number)
            .Select(static timer => (timer.Plan, timer.Number)));
        _timers.RemoveAll(timer => timer.Deadline <= _now);
        foreach (int number in _ready.Select(static entry => entry.Number).ToArray())
        {
            RunIfReady(number);
        }
    }

    private void RunIfReady(int number)
    {
        int index = _ready.FindIndex(entry => entry.Number == number);
        if (index >= 0)
        {
            Plan plan = _ready[index].Plan;
            _ready.RemoveAt(index);
            Log.Add($"{number} in tick {_tick} at {_now}");
            Array.ForEach(plan.Children, Schedule);
            Cancel(plan.Cancels);
        }
    }

    private void Cancel(int which)
    {
        if (which >= 0)
        {
            int canceled = which % _scheduled;
            bool found = _ready.RemoveAll(entry => entry.Number == canceled) + _timers.RemoveAll(timer => timer.Number == canceled) > 0;
            Log.Add($"cancel {canceled}: {found}");
        }
    }
}
