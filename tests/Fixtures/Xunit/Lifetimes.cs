#if !XUNIT_V3
using Xunit.Abstractions;
#endif

namespace Sim.XunitFixtures;

/// <summary>Each run has an instance of its own, initialized before it and disposed of after it; the fixture is one for all.</summary>
public sealed class Lifetimes(Lifetimes.Shared shared, ITestOutputHelper output) : IAsyncLifetime, IClassFixture<Lifetimes.Shared>
{
    private static int s_alive;
    private static Shared? s_first;
    private int _calls;
    private bool _isReady;

#if XUNIT_V3
    public async ValueTask InitializeAsync() => await ReadyAsync();

    public async ValueTask DisposeAsync() => await GoneAsync();
#else
    public Task InitializeAsync() => ReadyAsync();

    public Task DisposeAsync() => GoneAsync();
#endif

    [SimulationFact(Runs = 30)]
    public async Task Are_those_of_a_run(Simulation sim)
    {
        await Task.Yield();
        output.WriteLine("in the run");
        Assert.Same(s_first ??= shared, shared);
        Assert.True(_isReady);
        Assert.Equal(1, ++_calls);
        Assert.Equal(1, s_alive);
        Assert.Equal(TimeSpan.FromHours(1), sim.Time.GetUtcNow() - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private async Task ReadyAsync()
    {
        s_alive++;
        await Task.Delay(TimeSpan.FromHours(1));
        _isReady = true;
    }

    private async Task GoneAsync()
    {
        await Task.Delay(TimeSpan.FromHours(1));
        s_alive--;
    }

    public sealed class Shared;
}
