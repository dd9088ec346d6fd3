using FsCheck;
using FsCheck.Fluent;

namespace Sim.Inputs;

/// <summary>
/// Inputs that FsCheck makes. An input is told by numbers: the seed of its generator, its size, and then, for each time it was made smaller, which of
/// the smaller ones was taken. So it is made anew in every run, and what a run does to it does not reach the next.
/// </summary>
/// <param name="values">All parameters of the property.</param>
/// <param name="names">Their names.</param>
/// <param name="seed">The seed of all inputs.</param>
/// <param name="maxSize">The size of the last input, as FsCheck understands sizes.</param>
internal sealed class GeneratedInputs(Arbitrary<object?[]> values, IReadOnlyList<string> names, ulong seed, int maxSize) : IInputSource
{
    private const int Fixed = 2;

    /// <inheritdoc />
    public IReadOnlyList<ulong> Make(int number, int count) =>
        [RandomSource.Derive(seed, (ulong)number + 1), (ulong)(1 + (number * (long)(maxSize - 1) / Math.Max(1, count - 1)))];

    /// <inheritdoc />
    public IEnumerable<IReadOnlyList<ulong>> Smaller(IReadOnlyList<ulong> input) =>
        values.Shrinker(ValueOf(input)).Select((_, i) => (IReadOnlyList<ulong>)[.. input, (ulong)i]);

    /// <inheritdoc />
    public IReadOnlyList<string> Describe(IReadOnlyList<ulong> input) => [.. names.Zip(ValueOf(input), static (name, value) => $"{name} = {Printed.Of(value)}")];

    /// <summary>How the input of a run is made of which only the seed is known: where the tool explores.</summary>
    public IReadOnlyList<ulong> OfSeed(ulong runSeed) => [RandomSource.Derive(runSeed, 1), 1 + (runSeed % (ulong)maxSize)];

    /// <summary>The input itself, made anew.</summary>
    /// <exception cref="ArgumentException">The numbers are of other generators.</exception>
    public object?[] ValueOf(IReadOnlyList<ulong> input)
    {
        object?[] value = values.Generator.Resize((int)input[1]).Sample(1, new Rnd(input[0]), 1)[0];
        foreach (ulong taken in input.Skip(Fixed))
        {
            value = values.Shrinker(value).ElementAtOrDefault((int)taken)
                ?? throw new ArgumentException("The input of this token cannot be made any more: the generators of the property have changed since.");
        }

        return value;
    }
}
