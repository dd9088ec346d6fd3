namespace Sim;

/// <summary>Something that keeps a clock of its own in step with a run. It is told of the steps of all hosts, and takes part in them: what it schedules is scheduled by the step.</summary>
internal interface IStepFollower
{
    /// <summary>A step is about to run; virtual time may have passed.</summary>
    void StepStarts();

    /// <summary>The code of the step has run.</summary>
    void StepEnds();
}
