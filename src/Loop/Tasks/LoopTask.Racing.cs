namespace Sim;

/// <content>Several ways to one result.</content>
public partial class LoopTask
{
    /// <summary>
    /// Runs functions until the first comes to a result: the next one starts when the one before has failed, or
    /// <paramref name="delay"/> after it started. The others are canceled then, and waited for. So a client tries several addresses.
    /// </summary>
    /// <typeparam name="T">What the result is.</typeparam>
    /// <param name="bodies">Looked at one by one, as they are started.</param>
    /// <param name="delay">Between two starts; null starts the next only when the one before has failed.</param>
    /// <returns>The winner, if there is one, and the exceptions of the others.</returns>
    /// <exception cref="InvalidOperationException">The caller is not the code of a task.</exception>
    /// <exception cref="OperationCanceledException">The present task was canceled, and with it all that ran.</exception>
    public static Task<RaceResult<T>> StaggeredRace<T>(IEnumerable<Func<Task<T>>> bodies, TimeSpan? delay)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        return new Race<T>(delay).Run(bodies);
    }
}
