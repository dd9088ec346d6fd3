namespace Sim.Benchmarks.Programs;

/// <summary>
/// A2: program A without <c>Task.Run</c>. Both increments begin at once, one after the other, in the step of their caller, so both
/// read before either writes: the update is lost under every schedule. It measures speed only.
/// </summary>
internal static class LostUpdateWithoutRun
{
    public static async Task RunAsync(bool checks)
    {
        var shared = new LostUpdate.Counter();
        await Task.WhenAll(LostUpdate.IncrementAsync(shared), LostUpdate.IncrementAsync(shared));
        Check.That(!checks || shared.Value == 2, "an update was lost");
    }
}
