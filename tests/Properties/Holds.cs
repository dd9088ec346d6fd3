using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Sim.Properties;

/// <summary>Checks a property on a fixed series of cases, the same in every run; SIM_FULL=1 makes it a longer one.</summary>
internal static class Holds
{
    private const int Usual = 100;
    private const int FullFactor = 10;
    private static readonly Replay s_series = new(new Rnd(20_260_801, 1), FSharpOption<int>.None);

    private static bool IsFull => Environment.GetEnvironmentVariable("SIM_FULL") == "1";

    /// <summary>Throws, with the smallest case it can find, if <paramref name="assertion"/> throws for one of the cases.</summary>
    public static void ForAll<T>(Arbitrary<T> values, Action<T> assertion, int cases = Usual) =>
        Check.One(
            Config.QuickThrowOnFailure
                .WithQuietOnSuccess(true)
                .WithMaxTest(IsFull ? cases * FullFactor : cases)
                .WithReplay(FSharpOption<Replay>.Some(s_series)),
            Prop.ForAll(values, assertion));
}
