using System.Runtime.CompilerServices;

namespace Sim.Properties.Explorations;

/// <summary>By what a failure is known again.</summary>
public class FailureIdentityTests
{
    /// <summary>A helper that is compiled into its caller leaves no frame: neither the helper nor an instruction may be part of what a failure is known by.</summary>
    /// <remarks>Mutation: seen to fail when the innermost method counted.</remarks>
    [Fact]
    public void A_failure_is_known_by_its_async_method_whatever_helper_threw()
    {
        string direct = PlaceOf(static _ => throw new InvalidOperationException("no"));
        string helped = PlaceOf(static depth => Help(depth));

        Assert.Equal(direct, helped);
        Assert.EndsWith(".MoveNext", direct, StringComparison.Ordinal);
        Assert.Contains("ThrowAsync", direct, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_of_two_async_methods_are_two()
    {
        Assert.NotEqual(PlaceOf(static _ => throw new InvalidOperationException("no")), PlaceOf(static _ => { }));
    }

    private static string PlaceOf(Action<int> act)
    {
        string place = "";
        Strategies.Sampling.Of(
            async _ =>
            {
                await ThrowAsync(act);
                await ThrowLaterAsync();
            },
            "fifo",
            1,
            world => place = FailureIdentity.Of(world)!.Place);
        return place;
    }

    private static async Task ThrowAsync(Action<int> act)
    {
        await Task.Yield();
        Wrapped(act);
    }

    private static async Task ThrowLaterAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("no");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wrapped(Action<int> act) => act(2);

    private static void Help(int depth)
    {
        if (depth == 0)
        {
            throw new InvalidOperationException("no");
        }

        Help(depth - 1);
    }
}
