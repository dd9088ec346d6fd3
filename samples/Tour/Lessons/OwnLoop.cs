using Sim;

namespace Tour;

/// <summary>A loop's clock, selector and order are interfaces: here each is another, in forty lines, and an hour takes no time.</summary>
internal static class OwnLoop
{
    public static void Run(Stage stage)
    {
        SkippingTime time = new();
        EventLoop.Run(
            async () =>
            {
                foreach (string name in (string[])["first", "second", "third"])
                {
                    EventLoop.Current.CallSoon(() => stage.Say($"{name} was asked for"));
                }

                await LoopTask.Sleep(TimeSpan.FromHours(1));
                stage.Say($"an hour later the clock shows {TimeSpan.FromTicks(EventLoop.Current.Time)}");
            },
            new EventLoopOptions { Clock = time, Selector = time, Order = new NewestFirst() });
    }

    /// <summary>Where a loop would wait for time to pass, the clock is put forward.</summary>
    private sealed class SkippingTime : IClock, ISelector
    {
        public long Now { get; private set; }

        public void Select(EventLoop loop, long timeout) => Now += Math.Max(0, timeout);

        public void Wake()
        {
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A whole batch a tick, but last come, first served.</summary>
    private sealed class NewestFirst : IReadyOrder
    {
        public int TickSize(int ready) => ready;

        public int Next(ReadyView ready) => ready.Count - 1;
    }
}
