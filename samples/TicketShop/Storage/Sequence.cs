namespace TicketShop.Storage;

/// <summary>Hands out numbers from 1 on.</summary>
/// <typeparam name="T">What is numbered.</typeparam>
public sealed class Sequence<T>
{
    private int _last;

    /// <summary>The next number.</summary>
    public int Next() => Interlocked.Increment(ref _last);
}
