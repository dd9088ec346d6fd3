namespace Sim;

/// <summary>Runs functions with staggered starts until one comes to a result.</summary>
/// <typeparam name="T">What the result is.</typeparam>
internal sealed class Race<T>(TimeSpan? delay)
{
    private readonly TaskGroup _group = new();
    private readonly List<Exception?> _exceptions = [];
    private int? _winner;
    private T? _result;

    public async Task<RaceResult<T>> Run(IEnumerable<Func<Task<T>>> bodies)
    {
        await _group.Run(() => StartAll(bodies));
        return new RaceResult<T>(_exceptions, _winner, _result);
    }

    private async Task StartAll(IEnumerable<Func<Task<T>>> bodies)
    {
        foreach (Func<Task<T>> body in bodies)
        {
            int index = _exceptions.Count;
            _exceptions.Add(null);
            var failed = new LoopFuture<bool>();
            _ = _group.CreateTask(() => RunOne(index, body, failed));
            await WaitForTurn(failed);
        }
    }

    /// <summary>The next starts when this one has failed, or the delay is over.</summary>
    private async Task WaitForTurn(LoopFuture<bool> failed)
    {
        try
        {
            await LoopTask.WaitFor(failed, delay);
        }
        catch (TimeoutException)
        {
            // It runs on beside the next.
        }
    }

    private async Task RunOne(int index, Func<Task<T>> body, LoopFuture<bool> failed)
    {
        try
        {
            T result = await body();
            Win(index, result);
        }
        catch (Exception exception) when (exception is not ThreadAbortException && !failed.Loop.IsFatal(exception))
        {
            _exceptions[index] = exception;
            failed.TrySetResult(true);
        }
    }

    /// <summary>The others are canceled; one that comes to a result in spite of that is too late.</summary>
    private void Win(int index, T result)
    {
        if (_winner is null)
        {
            _winner = index;
            _result = result;
            _group.Cancel();
        }
    }
}
