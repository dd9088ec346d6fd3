using Sim;

namespace Tour;

/// <summary>What EventLoop.Run does for you, by hand.</summary>
internal static class Lifecycle
{
    public static void Run(Stage stage)
    {
        EventLoop loop = new();
        loop.CallLater(TimeSpan.FromMilliseconds(100), () =>
        {
            stage.Say("later: the delayed callback, which stops the loop");
            loop.Stop();
        });
        loop.CallSoon(() => stage.Say("soon: the first callback"));
        loop.CallSoon(() => stage.Say("soon: the second callback"));
        stage.Say("nothing has run yet");
        loop.RunForever();
        stage.Say($"stopped; callbacks left: {loop.ReadyCount}, timers left: {loop.TimerCount}");

        loop.Close();
        stage.Say($"closed: {loop.IsClosed}");
        try
        {
            loop.CallSoon(() => stage.Say("never"));
        }
        catch (ObjectDisposedException)
        {
            stage.Say("a closed loop takes nothing");
        }
    }
}
