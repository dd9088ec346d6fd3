using System.Collections.Concurrent;

namespace Sim.Strangers;

/// <summary>What was answered over real sockets, to compare with.</summary>
internal static class Answers
{
    private static readonly ConcurrentDictionary<string, string[]> s_real = new();

    /// <exception cref="UnexpectedAnswerException">They differ.</exception>
    public static void Compare(Stranger stranger, string answers)
    {
        string[] real = s_real.GetOrAdd(stranger.AnswersFile, File.ReadAllLines);
        string[] simulated = answers.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        int same = real.Zip(simulated).TakeWhile(static pair => pair.First == pair.Second).Count();
        if (same < real.Length || same < simulated.Length)
        {
            throw new UnexpectedAnswerException(
                $"{stranger.Name} answered '{real.ElementAtOrDefault(same)}' over real sockets and '{simulated.ElementAtOrDefault(same)}' in the simulation (line {same + 1} of {stranger.AnswersFile}).");
        }
    }
}
