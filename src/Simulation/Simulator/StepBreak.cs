using System.Reflection;

namespace Sim;

/// <summary>A stop before one step of a run: for a debugger, or to look around.</summary>
/// <param name="Step">The step, from 0 on.</param>
/// <param name="Reached">
/// Is called when the step is picked and before it runs, on its thread and outside of the simulation: clocks are real, and the step's timeout does not count. It may take as
/// long as it likes, and must not schedule anything.
/// </param>
public sealed record StepBreak(int Step, Action<StepContext> Reached);

/// <summary>What is known of a step before it runs.</summary>
/// <param name="Index">Its place in the run, from 0 on.</param>
/// <param name="Time">The virtual time that has passed.</param>
/// <param name="Host">The host on which it runs.</param>
/// <param name="Method">The method that resumes.</param>
/// <param name="Ready">What was ready, oldest first, by method; a timer that may fire early comes last.</param>
/// <param name="Pick">Which of them was picked.</param>
/// <param name="Frames">The async methods that wait for one another, from the one that resumes outward.</param>
public sealed record StepContext(
    int Index, TimeSpan Time, string Host, string Method, IReadOnlyList<string> Ready, int Pick, IReadOnlyList<StepFrame> Frames);

/// <summary>An async method that waits.</summary>
/// <param name="Method">The method.</param>
/// <param name="Code">Its code, as the compiler made it of the method.</param>
/// <param name="Await">At which of its awaits it is, from 0 on in the order of the source; -1 where it has not begun.</param>
public sealed record StepFrame(string Method, MethodBase Code, int Await);
