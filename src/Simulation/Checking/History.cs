namespace Sim.Checking;

/// <summary>
/// What clients asked of a system and what they were answered, in the order in which it happened: what a judge goes by.
/// </summary>
/// <remarks>
/// A client does one thing after another; concurrent requests are requests of several clients. One that goes on after an operation without an
/// answer is fine: that operation is then ordered after what the client did before it, and not before anything.
/// </remarks>
/// <typeparam name="TInput">What is asked.</typeparam>
/// <typeparam name="TOutput">What is answered.</typeparam>
public sealed class History<TInput, TOutput>
{
    private readonly List<Operation<TInput, TOutput>> _operations = [];
    private readonly Dictionary<string, int> _underWay = [];
    private readonly Simulation? _simulation;
    private int _events;

    /// <summary>A history that is recorded in a run: stamps are its virtual time, and each call and end is a line of the trace.</summary>
    /// <param name="simulation">The world of the run.</param>
    public History(Simulation simulation)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        _simulation = simulation;
    }

    /// <summary>A history that was recorded elsewhere. Of what happened at one time, calls come before ends: they may have overlapped.</summary>
    /// <param name="operations">The operations, in any order.</param>
    /// <exception cref="ArgumentException">Two operations of one client overlap.</exception>
    public History(IEnumerable<Operation<TInput, TOutput>> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _operations.AddRange(Ordered([.. operations]));
        CheckClients();
    }

    /// <summary>What was recorded up to now, in the order of the calls.</summary>
    public IReadOnlyList<Operation<TInput, TOutput>> Operations => _operations;

    /// <summary>A client asks something.</summary>
    /// <param name="client">Who.</param>
    /// <param name="input">What.</param>
    /// <returns>What is to be told how it ends.</returns>
    /// <exception cref="InvalidOperationException">The client has an operation under way, or this history was recorded elsewhere.</exception>
    public PendingOperation<TInput, TOutput> Invoke(string client, TInput input)
    {
        ArgumentException.ThrowIfNullOrEmpty(client);
        if (_underWay.TryGetValue(client, out int other))
        {
            throw new InvalidOperationException($"{client} has an operation under way ({_operations[other].Input}) and does one thing after another: give concurrent requests clients of their own.");
        }

        _underWay[client] = _operations.Count;
        _operations.Add(new Operation<TInput, TOutput>(client, input, Now()) { End = OperationEnd.Pending, CallOrder = _events++ });
        _simulation!.Log($"{client}: {input}");
        return new PendingOperation<TInput, TOutput>(this, _operations.Count - 1);
    }

    /// <summary>Records one operation from its call to its end. An exception of <paramref name="call"/> is passed on, and the operation counts as
    /// <see cref="OperationEnd.Unknown"/>.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="input">What.</param>
    /// <param name="call">Asks it, and gives the answer.</param>
    /// <exception cref="InvalidOperationException">The client has an operation under way, or this history was recorded elsewhere.</exception>
    public async Task<TOutput> RecordAsync(string client, TInput input, Func<Task<TOutput>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        PendingOperation<TInput, TOutput> pending = Invoke(client, input);
        bool answered = false;
        try
        {
            TOutput output = await call().ConfigureAwait(true);
            answered = true;
            pending.Return(output);
            return output;
        }
        finally
        {
            if (!answered)
            {
                pending.Unknown();
            }
        }
    }

    internal void End(int index, OperationEnd end, TOutput? output)
    {
        Operation<TInput, TOutput> operation = _operations[index];
        if (operation.End != OperationEnd.Pending)
        {
            throw new InvalidOperationException($"{operation.Client}'s operation ({operation.Input}) has ended already.");
        }

        _underWay.Remove(operation.Client);
        _operations[index] = operation = operation with { End = end, Output = output, EndedAt = Now(), EndOrder = _events++ };
        _simulation!.Log($"{operation.Client}: {operation.Said}");
    }

    private TimeSpan Now() => _simulation is null
        ? throw new InvalidOperationException("This history was recorded elsewhere: nothing can be added to it. To record one, make it with the Simulation of the run.")
        : _simulation.Time.GetElapsedTime(0);

    private static IEnumerable<Operation<TInput, TOutput>> Ordered(Operation<TInput, TOutput>[] operations)
    {
        (TimeSpan At, bool IsEnd, int Index)[] events =
        [
            .. operations.Select(static (operation, i) => (operation.CalledAt, false, i)),
            .. operations.Select(static (operation, i) => (operation.EndedAt, true, i)),
        ];
        Array.Sort(events);
        int[] calls = new int[operations.Length];
        int[] ends = new int[operations.Length];
        foreach ((int order, (TimeSpan At, bool IsEnd, int Index) happened) in events.Index())
        {
            (happened.IsEnd ? ends : calls)[happened.Index] = order;
        }

        return operations.Select((operation, i) => operation with { CallOrder = calls[i], EndOrder = ends[i] }).OrderBy(static operation => operation.CallOrder);
    }

    private void CheckClients()
    {
        var last = new Dictionary<string, Operation<TInput, TOutput>>();
        foreach (Operation<TInput, TOutput> operation in _operations)
        {
            if (last.TryGetValue(operation.Client, out Operation<TInput, TOutput>? before) && before.EndedAt > operation.CalledAt && before.HasReturned)
            {
                throw new ArgumentException($"Two operations of {operation.Client} overlap ({before} and {operation}): a client does one thing after another.");
            }

            last[operation.Client] = operation;
        }
    }
}
