using Sim.Scenarios.Conformance;

namespace Sim.Scenarios.Streams;

/// <summary>The arms of <see cref="Conformance.Arms"/>; a real loop has the machine's sockets, and so the machine's own time.</summary>
internal static class Arms
{
    public static void Run(ArmKind arm, Func<Task> body, Func<EventLoopOptions>? options = null) => Conformance.Arms.Run(arm, body, options, onMachine: true);

    public static void RunInTask(ArmKind arm, Func<Task> body) => Run(arm, async () => await EventLoop.Current.CreateTask(body));
}
