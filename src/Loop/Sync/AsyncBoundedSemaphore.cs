namespace Sim;

/// <summary>A semaphore that never has more permits than at the start: releasing one too many is an error, not a new permit.</summary>
public sealed class AsyncBoundedSemaphore : AsyncSemaphore
{
    /// <inheritdoc cref="AsyncSemaphore(int)"/>
    public AsyncBoundedSemaphore(int permits = 1)
        : base(permits)
    {
        Bound = permits;
    }

    /// <summary>How many permits there are.</summary>
    public int Bound { get; }

    /// <summary>Gives a permit back: to who has waited longest, if anybody waits.</summary>
    /// <exception cref="SemaphoreFullException">Nobody has one.</exception>
    public override void Release()
    {
        if (CurrentCount >= Bound)
        {
            throw new SemaphoreFullException($"All {Bound} permits of the semaphore are free, and another one is released: release one for each that was acquired.");
        }

        base.Release();
    }
}
