namespace Sim;

/// <summary>Says which ready callback runs next: the third of a loop's three seams.</summary>
public interface IReadyOrder
{
    /// <summary>How many callbacks the tick that begins may run.</summary>
    /// <param name="ready">How many are ready; at least 1.</param>
    /// <returns>From 1 to <paramref name="ready"/>. A loop answers <paramref name="ready"/> (a batch), a pool 1.</returns>
    int TickSize(int ready);

    /// <summary>Picks the callback that runs now.</summary>
    /// <param name="ready">All that is ready, oldest first; never empty.</param>
    /// <returns>
    /// An index into <paramref name="ready"/>; or <see cref="ReadyView.Count"/>, if <see cref="ReadyView.HasTimer"/>, to let
    /// the next timer fire first although work is ready, as it would on a slow machine.
    /// </returns>
    int Next(ReadyView ready);
}
