using Sim.Transports;

namespace Sim;

/// <summary>
/// What drives a loop with <see cref="EventLoop.Step"/> in the place of <see cref="EventLoop.RunForever"/> and wants to know of each
/// callback that others schedule there: a simulation, for which each is a step.
/// </summary>
/// <remarks>Callbacks that the harness itself schedules carry a tag of its own, and pass it by.</remarks>
public interface ILoopHarness
{
    /// <summary>A callback was scheduled without a tag, on a thread whose loop this is.</summary>
    /// <param name="isTimer">Whether it waits for its deadline.</param>
    /// <returns>The tag that it carries from now on; not 0.</returns>
    long TagOf(bool isTimer);

    /// <summary>Whether a callback with this tag is to be run by <see cref="Run"/>.</summary>
    bool Runs(long tag);

    /// <summary>Runs a callback that <see cref="TagOf"/> was asked about, by calling <paramref name="call"/> once or not at all.</summary>
    /// <param name="call">Runs it; what it throws has been reported to the loop's exception handler already.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="resumes">The code that it goes on with: the continuation of the task that it wakes up, or itself.</param>
    void Run(in LoopCall call, long tag, Delegate resumes);

    /// <summary>A callback comes from a thread whose loop this is not.</summary>
    void ReceiveFromOutside(Delegate callback, object? state);

    /// <summary>On a thread whose loop this is, another loop begins to run, as a program's own.</summary>
    void Entered(EventLoop inner);

    /// <summary>A loop that <see cref="Entered"/> was told of runs no longer.</summary>
    void Left(EventLoop inner);

    /// <summary>Work is handed to an executor.</summary>
    /// <returns>How many ticks of the loop's clock go by before there is a thread for it; 0 or more.</returns>
    long DrawExecutorDelay();

    /// <summary>The network that code of the calling host has in the place of the machine's.</summary>
    /// <exception cref="NotSimulatedException">There is none.</exception>
    ILoopNetwork Network => throw new NotSimulatedException("This simulation has no network for event loops.");
}
