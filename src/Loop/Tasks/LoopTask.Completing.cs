namespace Sim;

/// <content>One after another, as they are done.</content>
public partial class LoopTask
{
    /// <summary>Goes through futures in the order in which they are done.</summary>
    /// <typeparam name="TFuture">What is waited for.</typeparam>
    /// <param name="futures">Of one loop; one that is given twice counts once.</param>
    /// <param name="timeout">
    /// After how long a TimeoutException comes in the place of each that is not done; null for no limit. Nothing is canceled.
    /// </param>
    /// <exception cref="ArgumentException">One is null, or they belong to several loops.</exception>
    /// <exception cref="InvalidOperationException">There are none, and no loop runs on this thread.</exception>
    public static CompletionOrder<TFuture> AsCompleted<TFuture>(IEnumerable<TFuture> futures, TimeSpan? timeout = null)
        where TFuture : LoopFuture => new(Futures.Distinct(Futures.Checked(futures)), timeout);
}
