using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Tasks(ITestOutputHelper output) : ConformanceTests<Tasks>(output)
{
    public static Conformance Two_tasks_run_in_either_order => Body(async () =>
    {
        Trail trail = new();
        Task a = Task.Run(() => trail.Add("a"));
        Task b = Task.Run(() => trail.Add("b"));
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba");
}
