namespace Sim.Scenarios.CaptureConformance;

/// <summary>Why Sim does not show what the pool may show: the gaps that many cases share.</summary>
internal static class Reasons
{
    /// <summary>Sim preempts at awaits and blocking waits only.</summary>
    public const string AtomicStep = "code between two awaits is atomic under capture: one thread runs at a time";

    /// <summary>What the pool does where a context would post.</summary>
    public const string InliningNotPromised =
        "documentation says that a continuation may run inside the setter, not that it must; a context, or a deep stack, defers it";
}
