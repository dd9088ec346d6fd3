namespace Sim.Benchmarks.Measuring;

/// <summary>Sends what samples write to the console nowhere: it would be measured with them.</summary>
internal static class Quiet
{
    public static IDisposable Console()
    {
        var before = new Restore(System.Console.Out);
        System.Console.SetOut(TextWriter.Null);
        return before;
    }

    private sealed class Restore(TextWriter writer) : IDisposable
    {
        public void Dispose() => System.Console.SetOut(writer);
    }
}
