using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Monitors(ITestOutputHelper output) : ConformanceTests<Monitors>(output)
{
    public static Conformance A_lock_excludes_across_a_blocking_wait => Body(async () =>
    {
        object gate = new();
        Trail trail = new();
        Task a = Task.Run(() => EnterAndBlock(gate, trail, "a"));
        Task b = Task.Run(() => EnterAndBlock(gate, trail, "b"));
        await a;
        await b;
        return trail.ToString();
    }).Allows("aabb", "bbaa");

    public static Conformance Two_that_contend_get_in_by_any_order => BlockingBody(() =>
    {
        object gate = new();
        Trail trail = new();
        Task a, b;
        lock (gate)
        {
            a = Task.Run(() => EnterAndBlock(gate, trail, "a"));
            b = Task.Run(() => EnterAndBlock(gate, trail, "b"));
            Task.Delay(10).Wait();
            trail.Add("-");
        }

        Task.WaitAll(a, b);
        return trail.ToString();
    }).Allows("-aabb", "-bbaa").PoolRepetitions(10);

    public static Conformance Wait_returns_after_a_pulse => Body(async () =>
    {
        object gate = new();
        bool ready = false;
        Trail trail = new();
        Task consumer = Task.Run(() =>
        {
            lock (gate)
            {
                while (!ready)
                {
                    Monitor.Wait(gate);
                }

                trail.Add("got");
            }
        });
        Task producer = Task.Run(() =>
        {
            lock (gate)
            {
                ready = true;
                trail.Add("sent ");
                Monitor.Pulse(gate);
            }
        });
        await producer;
        await consumer;
        return trail.ToString();
    }).Allows("sent got");

    public static Conformance A_pulse_wakes_the_one_that_waits_longest => Body(async () =>
    {
        object gate = new();
        Trail trail = new();
        Task a = await WaiterAsync(gate, trail, "a");
        Task b = await WaiterAsync(gate, trail, "b");
        Pulse(gate);
        await await Task.WhenAny(a, b);
        Pulse(gate);
        await a;
        await b;
        return trail.ToString();
    }).Allows("ab");

    public static Conformance PulseAll_wakes_everybody => Body(async () =>
    {
        object gate = new();
        Trail trail = new();
        Task a = await WaiterAsync(gate, trail, "a");
        Task b = await WaiterAsync(gate, trail, "b");
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }

        await a;
        await b;
        return trail.ToString();
    }).Allows("ab", "ba");

    public static Conformance A_pulse_that_nobody_waits_for_is_lost => Body(async () =>
    {
        object gate = new();
        Pulse(gate);
        return await Task.Run(() => WaitFor(gate, 20));
    }).Allows("timed out, owner True").PoolRepetitions(5);

    public static Conformance A_wait_with_a_timeout_is_pulsed_in_time => Body(async () =>
    {
        object gate = new();
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string> waiter = Task.Run(() =>
        {
            lock (gate)
            {
                entered.SetResult();
                return WaitFor(gate, 20_000);
            }
        });
        await entered.Task;
        Pulse(gate);
        return await waiter;
    }).Allows("pulsed, owner True").PoolRepetitions(20);

    public static Conformance A_wait_gives_the_lock_away_and_takes_it_back => Body(async () =>
    {
        object gate = new();
        Trail trail = new();
        Task waiter = await WaiterAsync(gate, trail, "woken");
        lock (gate)
        {
            Monitor.Pulse(gate);
            Turn.Block();
            trail.Add("pulser ");
        }

        await waiter;
        return trail.ToString();
    }).Allows("pulser woken");

    public static Conformance TryEnter_with_a_timeout_gives_up => Body(async () =>
    {
        object gate = new();
        using ManualResetEventSlim release = new();
        Task holder = await HolderAsync(gate, release);
        string taken = await Task.Run(() => $"{Monitor.TryEnter(gate)} {Monitor.TryEnter(gate, 20)}");
        release.Set();
        await holder;
        return taken;
    }).Allows("False False").PoolRepetitions(5);

    public static Conformance TryEnter_with_a_timeout_gets_in_in_time => Body(async () =>
    {
        object gate = new();
        using ManualResetEventSlim release = new();
        Task holder = await HolderAsync(gate, release);
        Task<bool> taken = Task.Run(() =>
        {
            bool entered = Monitor.TryEnter(gate, 20_000);
            Monitor.Exit(gate);
            return entered;
        });
        await Task.Delay(20);
        release.Set();
        await holder;
        return $"{await taken}";
    }).Allows("True").PoolRepetitions(5);

    public static Conformance A_lock_is_reentrant_across_a_blocking_wait => BlockingBody(() =>
    {
        object gate = new();
        lock (gate)
        {
            Turn.Block();
            lock (gate)
            {
                return $"{Monitor.IsEntered(gate)}";
            }
        }
    }).Allows("True");

    public static Conformance A_buffer_of_one_by_wait_and_pulse => Body(async () =>
    {
        OneSlot slot = new();
        Task producer = Task.Run(() => Array.ForEach([1, 2, 3], slot.Put));
        Task<string> consumer = Task.Run(() => $"{slot.Take()}{slot.Take()}{slot.Take()}");
        await producer;
        return await consumer;
    }).Allows("123");

    public static Conformance Exit_after_an_await_may_meet_another_thread => Body(async () =>
    {
        object gate = new();
        Monitor.Enter(gate);
        await Task.Yield();
        try
        {
            Monitor.Exit(gate);
            return "released";
        }
        catch (SynchronizationLockException)
        {
            return "refused";
        }
    }).Allows("released").Gap("refused", "continuations stay on one thread for as long as none blocks");

    public static Conformance A_wait_that_nobody_pulses => BlockingBody(() =>
    {
        object gate = new();
        lock (gate)
        {
            Monitor.Wait(gate);
        }

        return "woken";
    }).EndsAs(RunOutcome.Deadlocked).Seeds(5);

    private static void EnterAndBlock(object gate, Trail trail, string name)
    {
        lock (gate)
        {
            trail.Add(name);
            Turn.Block();
            trail.Add(name);
        }
    }

    /// <summary>Starts a task that waits for a pulse, and returns once it waits.</summary>
    private static async Task<Task> WaiterAsync(object gate, Trail trail, string name)
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task waiter = Task.Run(() =>
        {
            lock (gate)
            {
                entered.SetResult();
                Monitor.Wait(gate);
                trail.Add(name);
            }
        });
        await entered.Task;
        lock (gate)
        {
            return waiter;
        }
    }

    private static async Task<Task> HolderAsync(object gate, ManualResetEventSlim release)
    {
        TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task holder = Task.Run(() =>
        {
            lock (gate)
            {
                entered.SetResult();
                release.Wait();
            }
        });
        await entered.Task;
        return holder;
    }

    private static void Pulse(object gate)
    {
        lock (gate)
        {
            Monitor.Pulse(gate);
        }
    }

    private static string WaitFor(object gate, int milliseconds)
    {
        lock (gate)
        {
            bool pulsed = Monitor.Wait(gate, milliseconds);
            return $"{(pulsed ? "pulsed" : "timed out")}, owner {Monitor.IsEntered(gate)}";
        }
    }

    private sealed class OneSlot
    {
        private readonly object _gate = new();
        private int? _value;

        public void Put(int value)
        {
            lock (_gate)
            {
                while (_value is not null)
                {
                    Monitor.Wait(_gate);
                }

                _value = value;
                Monitor.PulseAll(_gate);
            }
        }

        public int Take()
        {
            lock (_gate)
            {
                int taken;
                while (_value is null)
                {
                    Monitor.Wait(_gate);
                }

                taken = _value.Value;
                _value = null;
                Monitor.PulseAll(_gate);
                return taken;
            }
        }
    }
}
