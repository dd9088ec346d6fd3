using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Tokens;

/// <summary>Makes tokens: of any content that a run can come to, small numbers and the greatest ones.</summary>
internal static class TokenArbitrary
{
    public static Arbitrary<Token> Tokens { get; } = Arb.From(
        from seeds in Gen.ArrayOf(Word, 5)
        from numbers in Gen.ArrayOf(Number, 6)
        from strategy in Gen.Elements("", "fifo", "random", "sticky:0.9", "später")
        from choices in Gen.ArrayOf(Gen.Frequency((5, Gen.Constant(0)), (2, Gen.Choose(1, 4)), (1, Number)))
        from checks in Gen.ArrayOf(Gen.Choose(0, 255).Select(static value => (byte)value))
        from input in Gen.Frequency((1, Gen.Constant<ulong[]>([])), (1, Gen.ArrayOf(Word)))
        from ordering in Gen.Elements(Ordering.Pool, Ordering.Loop)
        select new Token
        {
            Name = (uint)seeds[0],
            Build = (uint)seeds[1],
            Processors = numbers[0],
            Seed = seeds[2],
            Ordering = ordering,
            MaxSteps = numbers[1],
            FairFrom = numbers[5] % 2 == 0 ? null : numbers[5] % 1_000_000,
            ProgressBound = numbers[5],
            MaxVirtualTime = (long)(seeds[3] >> 1),
            StartTime = (long)(seeds[4] >> 1),
            Strategy = strategy,
            Choices = choices.AsSpan().TrimEnd(0).ToArray(),
            Draws = numbers[2],
            Steps = numbers[3],
            Fingerprint = new Fingerprint(seeds[0] * 31, seeds[1] * 17),
            CheckStride = numbers[4],
            Checks = checks,
            Input = input,
        });

    private static Gen<int> Number => Gen.Frequency((3, Gen.Choose(0, 300)), (1, Gen.Choose(0, int.MaxValue)), (1, Gen.Constant(int.MaxValue)));

    private static Gen<ulong> Word =>
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 63)
        select (((ulong)(uint)high << 32) | (uint)low) >> shift;
}
