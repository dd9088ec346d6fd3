using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class SemaphoreSlims(ITestOutputHelper output) : ConformanceTests<SemaphoreSlims>(output)
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2);

    public static Conformance A_mutex_protects_what_spans_an_await => Body(async () =>
    {
        using SemaphoreSlim mutex = new(1);
        int count = 0;
        async Task Increment()
        {
            await mutex.WaitAsync();
            int read = count;
            await Task.Yield();
            count = read + 1;
            mutex.Release();
        }

        await Task.WhenAll(Task.Run(Increment), Task.Run(Increment), Task.Run(Increment));
        return $"{count}";
    }).Allows("3");

    public static Conformance A_semaphore_of_two_does_not_protect => Body(async () =>
    {
        using SemaphoreSlim two = new(2);
        int count = 0;
        async Task Increment()
        {
            await two.WaitAsync();
            int read = count;
            await Task.Yield();
            count = read + 1;
            two.Release();
        }

        await Task.WhenAll(Task.Run(Increment), Task.Run(Increment));
        return $"{count}";
    }).Allows("1", "2");

    public static Conformance A_wait_times_out_while_the_semaphore_is_taken => Body(async () =>
    {
        using SemaphoreSlim taken = new(0);
        return $"{await taken.WaitAsync(Short)} {taken.CurrentCount}";
    }).Allows("False 0").PoolRepetitions(40).Peer("Coyote", "WaitAsync with a timeout ends in a false deadlock");

    public static Conformance A_release_before_the_timeout_grants => Body(async () =>
    {
        using SemaphoreSlim taken = new(0);
        Task<bool> wait = taken.WaitAsync(Long);
        Task release = Task.Run(() => taken.Release());
        bool granted = await wait;
        await release;
        return $"{granted} {taken.CurrentCount}";
    }).Allows("True 0").Peer("Coyote", "WaitAsync with a timeout ends in a false deadlock");

    public static Conformance A_timeout_races_with_a_release_due_at_the_same_time => Body(async () =>
    {
        using SemaphoreSlim taken = new(0);
        async Task ReleaseLater()
        {
            await Task.Delay(Short);
            await Task.Yield();
            taken.Release();
        }

        Task<bool> wait = taken.WaitAsync(Short);
        Task release = ReleaseLater();
        bool granted = await wait;
        await release;
        return $"{granted} {taken.CurrentCount}";
    }).Allows("True 0", "False 1").PoolRepetitions(40);

    public static Conformance A_token_ends_a_wait => Body(async () =>
    {
        using SemaphoreSlim taken = new(0);
        using CancellationTokenSource source = new();
        Task wait = taken.WaitAsync(source.Token);
        source.Cancel();
        await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return $"{wait.Status} {taken.CurrentCount}";
    }).Allows("Canceled 0");

    public static Conformance A_release_races_with_a_cancellation_and_no_permit_is_lost => Body(async () =>
    {
        using SemaphoreSlim taken = new(0);
        using CancellationTokenSource source = new();
        Task<bool> wait = taken.WaitAsync(Long, source.Token);
        Task cancel = Task.Run(source.Cancel);
        Task release = Task.Run(() => taken.Release());
        await ((Task)wait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(cancel, release);
        return $"{wait.Status} {taken.CurrentCount}";
    }).Allows("RanToCompletion 0", "Canceled 1");

    public static Conformance Two_waiters_released_together_resume_in_either_order => Body(async () =>
    {
        using SemaphoreSlim gate = new(0);
        Trail trail = new();
        async Task Pass(string mark)
        {
            await gate.WaitAsync();
            trail.Add(mark);
        }

        Task both = Task.WhenAll(Pass("1"), Pass("2"));
        gate.Release(2);
        await both;
        return trail.ToString();
    }).Allows("12", "21");

    public static Conformance One_permit_goes_to_either_waiter => Body(async () =>
    {
        using SemaphoreSlim gate = new(0);
        Trail trail = new();
        async Task Pass(string mark)
        {
            await gate.WaitAsync();
            trail.Add(mark);
            gate.Release();
        }

        Task both = Task.WhenAll(Task.Run(() => Pass("1")), Task.Run(() => Pass("2")));
        gate.Release();
        await both;
        return trail.ToString();
    }).Allows("12", "21");

    public static Conformance A_permit_too_many_is_refused => Body(async () =>
    {
        using SemaphoreSlim full = new(1, 1);
        try
        {
            await Task.Run(() => full.Release());
            return "released";
        }
        catch (SemaphoreFullException)
        {
            return "refused";
        }
    }).Allows("refused");

    public static Conformance A_buffer_of_three_semaphores_loses_nothing => Body(async () =>
    {
        using SemaphoreSlim free = new(1);
        using SemaphoreSlim used = new(0);
        using SemaphoreSlim mutex = new(1);
        Queue<int> buffer = new();
        async Task Put(int item)
        {
            await free.WaitAsync();
            await mutex.WaitAsync();
            buffer.Enqueue(item);
            mutex.Release();
            used.Release();
        }

        async Task<int> TakeAsync()
        {
            await used.WaitAsync();
            await mutex.WaitAsync();
            int item = buffer.Dequeue();
            mutex.Release();
            free.Release();
            return item;
        }

        Task puts = Task.WhenAll(Task.Run(() => Put(1)), Task.Run(() => Put(2)));
        int[] taken = await Task.WhenAll(Task.Run(TakeAsync), Task.Run(TakeAsync));
        await puts;
        return string.Concat(taken);
    }).Allows("12", "21");

    public static Conformance Philosophers_eat_or_starve => Body(async () =>
    {
        SemaphoreSlim[] forks = [new(1), new(1), new(1)];
        async Task Eat(int seat)
        {
            await forks[seat].WaitAsync();
            await Task.Yield();
            await forks[(seat + 1) % 3].WaitAsync();
            forks[seat].Release();
            forks[(seat + 1) % 3].Release();
        }

        await Task.WhenAll(Task.Run(() => Eat(0)), Task.Run(() => Eat(1)), Task.Run(() => Eat(2)));
        return "all ate";
    }).Allows("all ate").EndsAs(RunOutcome.Deadlocked).Seeds(30);
}
