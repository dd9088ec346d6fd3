namespace Sim;

/// <summary>An <see cref="AsyncQueue{T}"/> that gives out last what was put first.</summary>
/// <typeparam name="T">What an item is.</typeparam>
public sealed class AsyncLifoQueue<T> : AsyncQueue<T>
{
    /// <inheritdoc cref="AsyncQueue{T}()"/>
    public AsyncLifoQueue()
        : base(new LifoStore<T>(), maxSize: null)
    {
    }

    /// <inheritdoc cref="AsyncQueue{T}(int)"/>
    public AsyncLifoQueue(int maxSize)
        : base(new LifoStore<T>(), maxSize)
    {
    }
}
