namespace Sim;

/// <summary>What a program wants to be called when a descriptor is ready or a signal came. One that was taken back is not called, even where it was ready to run.</summary>
internal sealed class ReadyCallback(Action callback, ExecutionContext? context)
{
    private static readonly Action<object?> s_run = static callback => ((ReadyCallback)callback!).Run();

    private bool _isCanceled;

    public void Queue(EventLoop loop) => loop.Receive(s_run, this, context);

    public void Cancel() => _isCanceled = true;

    private void Run()
    {
        if (!_isCanceled)
        {
            callback();
        }
    }
}
