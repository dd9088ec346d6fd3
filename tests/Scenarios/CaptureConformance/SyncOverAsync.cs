using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class SyncOverAsync(ITestOutputHelper output) : ConformanceTests<SyncOverAsync>(output)
{
    public static Conformance Blocking_on_code_that_keeps_its_context => BlockingBody(() =>
        KeepsContextAsync().Result).Allows("kept").PoolRepetitions(10);

    public static Conformance Blocking_on_code_that_drops_its_context => BlockingBody(() =>
        DropsContextAsync().Result).Allows("dropped").PoolRepetitions(10);

    public static Conformance Blocking_after_an_await => Body(async () =>
    {
        await Task.Yield();
        string first = KeepsContextAsync().Result;
        await Task.Delay(1).ConfigureAwait(false);
        return $"{first} {KeepsContextAsync().GetAwaiter().GetResult()}";
    }).Allows("kept kept").PoolRepetitions(10);

    public static Conformance Two_that_block_on_async_code => Body(async () =>
    {
        Trail trail = new();
        Task a = Task.Run(() => { _ = KeepsContextAsync().Result; trail.Add("a"); });
        Task b = Task.Run(() => { _ = DropsContextAsync().Result; trail.Add("b"); });
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba").PoolRepetitions(30);

    public static Conformance Dispose_blocks_on_DisposeAsync => BlockingBody(() =>
    {
        Trail trail = new();
        using (new Resource(trail))
        {
            trail.Add("used ");
        }

        trail.Add("gone");
        return trail.ToString();
    }).Allows("used flushed gone").PoolRepetitions(10);

    public static Conformance Blocking_on_an_async_stream => BlockingBody(() =>
        string.Join(" ", CountAsync().ToBlockingEnumerable())).Allows("1 2 3").PoolRepetitions(10);

    public static Conformance Blocking_on_a_semaphore_that_async_code_releases => BlockingBody(() =>
    {
        Trail trail = new();
        SemaphoreSlim permit = new(0);
        Task release = Task.Run(async () => { await Task.Delay(5); trail.Add("release "); permit.Release(); });
        permit.Wait();
        trail.Add("taken");
        release.Wait();
        return trail.ToString();
    }).Allows("release taken").PoolRepetitions(10);

    public static Conformance Blocking_on_WhenAll => BlockingBody(() =>
        string.Join(" ", Task.WhenAll(KeepsContextAsync(), DropsContextAsync()).Result))
        .Allows("kept dropped").PoolRepetitions(10);

    public static Conformance Blocking_waits_do_not_hold_up_async_code => Body(async () =>
    {
        Trail trail = new();
        Task blocked = Task.Run(() => { Task.Delay(150).Wait(); trail.Add("blocked;"); });
        Task awaited = Task.Run(async () => { await Task.Delay(10); await Task.Yield(); trail.Add("async;"); });
        await blocked;
        await awaited;
        return trail.ToString();
    }).Allows("async;blocked;").IfLate("blocked;async;").PoolRepetitions(3);

    private static async Task<string> KeepsContextAsync()
    {
        await Task.Yield();
        await Task.Delay(1);
        return "kept";
    }

    private static async Task<string> DropsContextAsync()
    {
        await Task.Delay(1).ConfigureAwait(false);
        await Task.Delay(1).ConfigureAwait(false);
        return "dropped";
    }

    private static async IAsyncEnumerable<int> CountAsync()
    {
        for (int i = 1; i <= 3; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    private sealed class Resource(Trail trail) : IDisposable, IAsyncDisposable
    {
        public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

        public async ValueTask DisposeAsync()
        {
            await Task.Delay(1);
            trail.Add("flushed ");
        }
    }
}
