using System.Runtime.InteropServices;
using Sim;

// Runs until it is interrupted. "stubborn" goes on all the same; "canceled" was canceled by somebody else before;
// "handling" has a handler of its own for the first two.
string manner = args is [{ } first] ? first : "";
try
{
    EventLoop.Run(MainAsync);
}
catch (LoopInterruptedException)
{
    Console.WriteLine("interrupted");
    return 3;
}
catch (OperationCanceledException)
{
    Console.WriteLine("canceled");
    return 4;
}

return 0;

async Task MainAsync()
{
    PosixSignalRegistration? asked = null;
    try
    {
        if (manner == "canceled")
        {
            LoopTask.Current!.Cancel();
        }

        if (manner == "handling")
        {
            int count = 0;
            var handled = new SemaphoreSlim(0);
            // Asked after the handler and before whoever cancels main, who is to leave a signal alone that the handler took and that was its last.
            asked = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ =>
            {
                if (Volatile.Read(ref count) < 2)
                {
                    handled.Wait();
                }
            });
            EventLoop.Current.AddSignalHandler(PosixSignal.SIGINT, () =>
            {
                if (++count == 2)
                {
                    EventLoop.Current.RemoveSignalHandler(PosixSignal.SIGINT);
                }

                Console.WriteLine("handled");
                handled.Release();
            });
        }

        Console.WriteLine("ready");
        await LoopTask.Sleep(TimeSpan.FromMinutes(5));
    }
    catch (OperationCanceledException) when (manner == "stubborn")
    {
        Console.WriteLine("goes on");
        await LoopTask.Sleep(TimeSpan.FromMinutes(5));
    }
    catch (OperationCanceledException) when (manner == "canceled")
    {
        Console.WriteLine("waits for a signal");
        await LoopTask.Sleep(TimeSpan.FromMinutes(5));
    }
    finally
    {
        Console.WriteLine("cleaned up");
        asked?.Dispose();
    }
}
