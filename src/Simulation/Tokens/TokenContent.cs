namespace Sim;

/// <summary>
/// The order of a token's content. The choices come as pairs (how many zeros, then one that is none), since the choices of
/// a shrunk run are nearly all zero.
/// </summary>
internal static class TokenContent
{
    private const byte Version = 1;

    public static void Write(TokenWriter writer, Token token)
    {
        writer.Byte(Version);
        writer.Number(token.Name);
        writer.Number(token.Build);
        writer.Number((ulong)token.Processors);
        writer.Number(token.Seed);
        writer.Number((ulong)token.Ordering);
        writer.Number((ulong)token.MaxSteps);
        writer.Number((ulong)(token.FairFrom + 1 ?? 0));
        writer.Number((ulong)token.ProgressBound);
        writer.Number((ulong)token.MaxVirtualTime);
        writer.Number((ulong)token.StartTime);
        writer.Text(token.Strategy);
        WriteChoices(writer, token.Choices);
        writer.Number((ulong)token.Draws);
        writer.Number((ulong)token.Steps);
        writer.Fixed(token.Fingerprint.High);
        writer.Fixed(token.Fingerprint.Low);
        writer.Number((ulong)token.CheckStride);
        writer.Bytes(token.Checks);
        WriteInput(writer, token.Input);
    }

    public static Token Read(TokenReader reader)
    {
        byte version = reader.Byte();
        if (version != Version)
        {
            throw new ArgumentException($"This token is of format {version}, and this Sim reads format {Version}: replay it with the version that made it.");
        }

        return new Token
        {
            Name = (uint)reader.Number(),
            Build = (uint)reader.Number(),
            Processors = reader.Int32(),
            Seed = reader.Number(),
            Ordering = (Ordering)reader.Int32(),
            MaxSteps = reader.Int32(),
            FairFrom = reader.Int32() is > 0 and var from ? from - 1 : null,
            ProgressBound = reader.Int32(),
            MaxVirtualTime = (long)reader.Number(),
            StartTime = (long)reader.Number(),
            Strategy = reader.Text(),
            Choices = ReadChoices(reader),
            Draws = reader.Int32(),
            Steps = reader.Int32(),
            Fingerprint = new Fingerprint(reader.Fixed(), reader.Fixed()),
            CheckStride = reader.Int32(),
            Checks = reader.Bytes(),
            Input = ReadInput(reader),
        };
    }

    private static void WriteChoices(TokenWriter writer, int[] choices)
    {
        int departures = choices.Count(static choice => choice != 0);
        writer.Number((ulong)departures);
        int zeros = 0;
        foreach (int choice in choices)
        {
            if (choice == 0)
            {
                zeros++;
                continue;
            }

            writer.Number((ulong)zeros);
            writer.Number((ulong)choice);
            zeros = 0;
        }
    }

    /// <summary>A run without an input has nothing here, as all runs had before there were inputs.</summary>
    private static void WriteInput(TokenWriter writer, IReadOnlyList<ulong> input)
    {
        if (input.Count > 0)
        {
            writer.Number((ulong)input.Count);
            foreach (ulong number in input)
            {
                writer.Number(number);
            }
        }
    }

    private static ulong[] ReadInput(TokenReader reader)
    {
        var input = new List<ulong>();
        for (int left = reader.IsAtEnd ? 0 : reader.Int32(); left > 0; left--)
        {
            input.Add(reader.Number());
        }

        return [.. input];
    }

    private static int[] ReadChoices(TokenReader reader)
    {
        var choices = new List<int>();
        for (int left = reader.Int32(); left > 0; left--)
        {
            choices.AddRange(Enumerable.Repeat(0, reader.Int32()));
            choices.Add(reader.Int32());
        }

        return [.. choices];
    }
}
