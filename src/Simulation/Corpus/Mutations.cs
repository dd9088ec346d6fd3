namespace Sim;

/// <summary>Makes the choices of a run out of those of earlier ones.</summary>
internal static class Mutations
{
    private const int MostChanges = 5;

    /// <summary>One of: a beginning, after which all is drawn anew; a beginning, and what another run did from there on; a few draws changed.</summary>
    /// <returns>The choices, and the first that differs from the parent's.</returns>
    public static (int[] Script, int From) Of(CorpusEntry parent, Corpus corpus, ref RandomSource random)
    {
        int at = Place(parent, ref random);
        return random.Below(4) switch
        {
            0 => (Spliced(parent.Choices, corpus[random.Below(corpus.Count)].Choices, at), at),
            1 => Changed(parent, at, ref random),
            2 => (With(parent, [.. parent.Choices], at, ref random)[..(at + 1)], at),
            _ => (parent.Choices[..at], at),
        };
    }

    /// <summary>A draw: half of the time any, half of the time one of those behind which the parent did what its own parent had not.</summary>
    private static int Place(CorpusEntry parent, ref RandomSource random)
    {
        int first = random.Below(2) == 0 ? 0 : parent.From;
        return first + random.Below(parent.Choices.Length - first);
    }

    private static int[] Spliced(int[] one, int[] other, int at) => at < other.Length ? [.. one[..at], .. other[at..]] : one[..at];

    /// <summary>At least one draw, and each further one with probability 1/2.</summary>
    private static (int[] Script, int From) Changed(CorpusEntry parent, int at, ref RandomSource random)
    {
        int[] changed = With(parent, [.. parent.Choices], at, ref random);
        int first = at;
        for (int changes = 1; changes < MostChanges && random.Below(2) == 0; changes++)
        {
            int next = Place(parent, ref random);
            With(parent, changed, next, ref random);
            first = Math.Min(first, next);
        }

        return (changed, first);
    }

    /// <summary>Another answer to a draw, each of the others with the same probability.</summary>
    private static int[] With(CorpusEntry parent, int[] choices, int at, ref RandomSource random)
    {
        int bound = parent.Bounds[at];
        choices[at] = (choices[at] + 1 + random.Below(bound - 1)) % bound;
        return choices;
    }
}
