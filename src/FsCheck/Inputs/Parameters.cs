using System.Reflection;
using FsCheck;
using FsCheck.Fluent;

namespace Sim.Inputs;

/// <summary>The parameters of a property as one value that FsCheck makes and shrinks: one parameter after the other.</summary>
internal static class Parameters
{
    /// <summary>Of the parameters of a method behind its <see cref="Simulation"/>.</summary>
    /// <exception cref="ArgumentException">FsCheck knows no values of a type.</exception>
    public static Arbitrary<object?[]> Of(IReadOnlyList<ParameterInfo> parameters, IArbMap map) => Together([.. parameters.Select(parameter => For(parameter, map))]);

    /// <summary>Of a single one, whose values somebody says.</summary>
    public static Arbitrary<object?[]> Of<T>(Arbitrary<T> values) =>
        Arb.From(values.Generator.Select(static value => new object?[] { value }), all => values.Shrinker((T)all[0]!).Select(static value => new object?[] { value }));

    private static Arbitrary<object> For(ParameterInfo parameter, IArbMap map)
    {
        try
        {
            Arbitrary<object> values = map.ArbFor(parameter.ParameterType);
            values.Generator.Sample(1, new Rnd(1), 1);
            return values;
        }
        catch (Exception unknown)
        {
            throw new ArgumentException(
                $"FsCheck makes no values of {parameter.ParameterType.Name} {parameter.Name}: give it an Arbitrary of them (Arbitraries). It says: {unknown.GetBaseException().Message}", unknown);
        }
    }

    private static Arbitrary<object?[]> Together(Arbitrary<object>[] each) => Arb.From(
        each.Aggregate(
            Gen.Constant(Array.Empty<object?>()),
            static (all, next) => all.SelectMany(_ => next.Generator, static (before, value) => (object?[])[.. before, value])),
        all => each.SelectMany((one, i) => one.Shrinker(all[i]!).Select(less => (object?[])[.. all[..i], less, .. all[(i + 1)..]])));
}
