namespace Sim;

/// <content>Exceptions that nothing may swallow.</content>
public sealed partial class EventLoop
{
    internal bool IsFatal(Exception? exception) => exception is not null && _isFatal is { } isFatal && isFatal(exception);
}
