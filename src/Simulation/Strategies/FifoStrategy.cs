namespace Sim;

/// <summary>First come, first served: the schedule from which departures are counted.</summary>
internal sealed class FifoStrategy : IStrategy
{
    public string Name => "fifo";

    public int? FairFrom => 0;

    public void BeginRun(ulong seed, ref RandomSource random)
    {
    }

    public int Pick(Candidates candidates, ref RandomSource random) => 0;
}
