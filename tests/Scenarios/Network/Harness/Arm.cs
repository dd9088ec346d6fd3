using System.Reflection;
using Sim.Scenarios.Determinism;
using Xunit.Sdk;

namespace Sim.Scenarios.Network;

/// <summary>On which network a behavior is looked at.</summary>
public enum Arm
{
    /// <summary>The machine's sockets.</summary>
    Sockets,

    /// <summary>Simulated, from host to host: latencies are draws.</summary>
    Hosts,

    /// <summary>Simulated, within a host.</summary>
    Loopback,
}

/// <summary>Gives a theory every network.</summary>
public sealed class EveryNetAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Enum.GetValues<Arm>().Select(static arm => new object[] { arm });
}

/// <summary>One behavior, the same on every network.</summary>
internal static class Behavior
{
    private const int Seeds = 40;
    private const int Repetitions = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asserts that a body tells one of the outcomes, and that the simulated network from host to host reaches each.</summary>
    public static async Task Shows(this Arm arm, Func<INet, Task<string>> body, params string[] outcomes)
    {
        HashSet<string> seen = arm == Arm.Sockets ? await OnSockets(body) : InSimulation(body, arm == Arm.Loopback);
        Assert.Empty(seen.Except(outcomes));
        Assert.True(arm != Arm.Hosts || seen.Count == outcomes.Length, $"Only seen: {string.Join(", ", seen)}");
    }

    private static async Task<HashSet<string>> OnSockets(Func<INet, Task<string>> body)
    {
        HashSet<string> seen = [];
        for (int i = 0; i < Repetitions; i++)
        {
            seen.Add(await Task.Run(() => body(new RealNet())).WaitAsync(Patience));
        }

        return seen;
    }

    private static HashSet<string> InSimulation(Func<INet, Task<string>> body, bool isLoopback)
    {
        HashSet<string> seen = [];
        foreach (RunResult result in Twice.RunSeeds(Seeds, async sim => seen.Add(await body(new SimulatedNet(sim, isLoopback)))))
        {
            Assert.True(result.Outcome == RunOutcome.Passed, $"{result.Outcome}: {result.Failure?.Message} {result.Failure?.Exception}");
        }

        return seen;
    }
}
