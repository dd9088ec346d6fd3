using System.Reflection;

namespace Sim.Capture;

/// <summary>Where an async method goes on: the code that the compiler made of it, and the number of the await in it.</summary>
internal static class ResumePoint
{
    private const int MostFrames = 64;
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The async methods from the one that <paramref name="item"/> resumes outward, each with where it waits.</summary>
    public static List<StepFrame> Frames(object? item)
    {
        var frames = new List<StepFrame>();
        object? box = ContinuationChain.FindBox((item as Delegate)?.Target ?? item);
        for (int i = 0; i < MostFrames && box is not null; i++)
        {
            if (StepMethods.IsBox(box) && Of(box) is { } frame)
            {
                frames.Add(frame);
            }

            box = ContinuationChain.Awaiter(box);
        }

        return frames;
    }

    /// <summary>Null where the box is not one of the runtime's as this version makes them.</summary>
    private static StepFrame? Of(object box)
    {
        object? machine = box.GetType().GetField("StateMachine", Any)?.GetValue(box);
        MethodInfo? code = machine?.GetType().GetMethod("MoveNext", Any);
        return code is not null && machine!.GetType().GetField("<>1__state", Any)?.GetValue(machine) is int state
            ? new StepFrame(StepMethods.Name(StepMethods.OfBox(box)), code, state)
            : null;
    }
}
