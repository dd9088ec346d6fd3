namespace Sim;

/// <summary>What the trace keeps of a step: plain values, so that recording allocates nothing and keeps nothing alive.</summary>
internal struct StepRecord
{
    /// <summary>Who scheduled it.</summary>
    public StepTag Tag;

    /// <summary>The oldest step that was ready, if another one was picked: what first come, first served would have run.</summary>
    public StepTag Overtaken;

    /// <summary>Virtual ticks.</summary>
    public long Time;

    /// <summary>The method that resumes, as a number of <see cref="StepMethods"/>.</summary>
    public int Method;

    /// <summary>Whose step it is, as a host's index.</summary>
    public int Host;

    /// <summary>The chain that it belongs to, as <see cref="ChainTable"/> numbers them; 0 in a run that does not track them.</summary>
    public int Chain;

    /// <summary>How many steps were ready.</summary>
    public int Ready;

    /// <summary>Which of them was picked; 0 is the oldest.</summary>
    public int Pick;

    /// <summary>Which draw of the run picked it; -1 where there was nothing to pick from.</summary>
    public int Draw;
}
