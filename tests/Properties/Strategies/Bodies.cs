namespace Sim.Properties.Strategies;

/// <summary>Small programs whose interleavings can be counted.</summary>
internal static class Bodies
{
    /// <summary>N - 1 setters write a, then b; a checker that began last must not see a without b.</summary>
    public static Func<Simulation, Task> Reorder(int tasks) => async sim =>
    {
        object a = new(), b = new();
        bool aIsSet = false, bIsSet = false;
        async Task Set()
        {
            await sim.Yield(a);
            aIsSet = true;
            await sim.Yield(b);
            bIsSet = true;
        }

        async Task Check()
        {
            await sim.Yield(a, write: false);
            bool seen = aIsSet;
            await sim.Yield(b, write: false);
            sim.Always(!seen || bIsSet, "the pair is written whole");
        }

        var all = new List<Task>();
        for (int i = 1; i < tasks; i++)
        {
            all.Add(Task.Run(Set));
            await Task.Yield();
        }

        all.Add(Task.Run(Check));
        await Task.WhenAll(all);
    };

    /// <summary>Two tasks with two accesses each to one resource; every interleaving is told as a word of a and b.</summary>
    public static Func<Simulation, Task> Words(Action<string> tell) => async sim =>
    {
        object cell = new();
        string word = "";
        async Task Walk(string letter)
        {
            for (int i = 0; i < 2; i++)
            {
                await sim.Yield(cell);
                word += letter;
            }
        }

        await Task.WhenAll(Task.Run(() => Walk("a")), Task.Run(() => Walk("b")));
        tell(word);
    };

    /// <summary>Wrong if the second task comes before the first: a bug of depth 1.</summary>
    public static async Task TrustsTheOrder(Simulation sim)
    {
        bool first = false;
        await Task.WhenAll(Task.Run(() => first = true), Task.Run(() => sim.Always(first, "the first comes first")));
    }

    /// <summary>Wrong if one task is kept from going on between its two steps while the other runs: a bug of depth 2.</summary>
    public static async Task TrustsThePair(Simulation sim)
    {
        bool open = false;
        async Task Open()
        {
            await Task.Yield();
            open = true;
            await Task.Yield();
            open = false;
        }

        async Task Look()
        {
            await Task.Yield();
            sim.Always(!open, "nobody looks in between");
        }

        await Task.WhenAll(Task.Run(Open), Task.Run(Look));
    }

    /// <summary>Two tasks of two steps, a small letter and a capital; with its capital the second lets a third one go on, which waits. The order is told as a word.</summary>
    public static Func<Simulation, Task> Wakes(Action<string> tell) => async _ =>
    {
        using var gate = new SemaphoreSlim(0);
        string word = "";
        async Task Walk(string letters, int permits)
        {
            await Task.Yield();
            word += letters[0];
            await Task.Yield();
            word += letters[1];
            if (permits > 0)
            {
                gate.Release(permits);
            }
        }

        async Task Wait()
        {
            await gate.WaitAsync();
            word += "w";
        }

        await Task.WhenAll(Task.Run(() => Walk("aA", permits: 0)), Task.Run(() => Walk("bB", permits: 1)), Task.Run(Wait));
        tell(word);
    };

    /// <summary>Waits in a loop for what another task does.</summary>
    public static async Task Polls(Simulation sim)
    {
        bool done = false;
        async Task Poll()
        {
            while (!done)
            {
                await Task.Yield();
            }
        }

        await Task.WhenAll(Task.Run(() => done = true), Task.Run(Poll));
    }

    /// <summary>A timer that is due in 5 ms against work that is ready.</summary>
    public static async Task TrustsTheTimer(Simulation sim)
    {
        bool worked = false;
        async Task Work()
        {
            await Task.Delay(1);
            await Task.Yield();
            worked = true;
        }

        Task work = Task.Run(Work);
        await Task.Delay(5);
        sim.Always(worked, "the work is done by then");
        await work;
    }
}
