namespace Sim;

/// <summary>
/// Event loops that run side by side, each on a thread of its own: one for each core, say. They share nothing, and a connection stays with the loop that accepted it.
/// The end of one loop, by a fatal exception or as its code called <see cref="EventLoop.Stop"/>, is the end of all. Safe for use from several threads.
/// </summary>
/// <remarks>Not simulated, as threads of their own are not: a simulated program serves from the one loop that it runs on.</remarks>
public sealed partial class LoopGroup : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly EventLoop[] _loops;
    private readonly Member[] _members;
    private readonly Thread[] _threads;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<Exception> _faults = [];
    private int _running;

    /// <summary>Makes the loops and starts them.</summary>
    /// <param name="count">How many, from 1 on. Default: <see cref="DefaultCount"/>.</param>
    /// <param name="options">What each is made of, by its number from 0 on; called once for each, on the calling thread. Default: the values of <see cref="EventLoopOptions"/>.</param>
    /// <param name="name">Of the threads, with the loop's number behind it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    /// <exception cref="NotSimulatedException">The code is part of a simulation.</exception>
    public LoopGroup(int? count = null, Func<int, EventLoopOptions>? options = null, string name = "Sim loop")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count ?? 1, 1, nameof(count));
        EventLoop.CurrentOrNull?.ThrowIfSimulated("Loops on threads of their own are not simulated: in the simulation, serve from the one loop that the program runs on (EventLoop.Current).");
        _running = count ?? DefaultCount;
        _loops = [.. Enumerable.Range(0, _running).Select(i => new EventLoop(options?.Invoke(i)))];
        _members = [.. _loops.Select(static loop => new Member(loop))];
        _threads = [.. _members.Select((member, i) => new Thread(() => Run(member)) { Name = $"{name} {i}", IsBackground = true })];
        Array.ForEach(_threads, static thread => thread.UnsafeStart());
    }

    /// <summary>How many loops there are where nobody says: on Linux one for each processor, elsewhere, where several cannot listen at one address, 1.</summary>
    public static int DefaultCount => OperatingSystem.IsLinux() ? Environment.ProcessorCount : 1;

    /// <summary>The loops. From another thread, use their members that are safe for it: <see cref="EventLoop.RunThreadSafe(Func{Task})"/>, <see cref="EventLoop.CallSoonThreadSafe"/>.</summary>
    public IReadOnlyList<EventLoop> Loops => _loops;

    /// <summary>Is done once all loops are closed; faulted with what ended one, if that was an exception.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Runs <paramref name="body"/> as a task on each loop.</summary>
    /// <returns>Is done once all of them are, and faulted or canceled where one is.</returns>
    /// <exception cref="ObjectDisposedException">The loops are closed.</exception>
    public Task RunOnEachAsync(Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Task.WhenAll(_loops.Select(loop => loop.RunThreadSafe(body).Completion));
    }

    /// <summary>
    /// Ends the group: its servers listen no more, their clients have some time to leave, those that stay are reset; then each loop cancels the tasks that are left, waits
    /// for them, and is closed. A second call waits for the same.
    /// </summary>
    /// <param name="patience">How long clients may take. Default: 30 seconds. <see cref="Timeout.InfiniteTimeSpan"/> waits without end.</param>
    /// <returns>Is done once all loops are closed; faulted as <see cref="Completion"/> is.</returns>
    public async Task StopAsync(TimeSpan? patience = null)
    {
        await StopServing(patience ?? s_patience).ConfigureAwait(false);
        StopLoops();
        await Completion.ConfigureAwait(false);
    }

    /// <summary>Ends the group as <see cref="StopAsync"/> does, without patience. What ended a loop before is not thrown again.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Ends the group without patience, and waits until its threads are gone. What ended a loop before is not thrown again.</summary>
    /// <exception cref="InvalidOperationException">The calling thread is one of the group's.</exception>
    public void Dispose()
    {
        if (_threads.Contains(Thread.CurrentThread))
        {
            throw new InvalidOperationException("A group of loops cannot wait on one of its own threads for their end: dispose it on another, or call StopAsync and do not wait.");
        }

        StopAsync(TimeSpan.Zero).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        Array.ForEach(_threads, static thread => thread.Join());
    }

    private void Run(Member member)
    {
        Guard(member.Loop.RunForever);
        member.HasEnded = true;
        StopLoops();
        Guard(member.Loop.ShutDown);
        Guard(member.Loop.Close);
        if (Interlocked.Decrement(ref _running) == 0)
        {
            Complete();
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            lock (_lock)
            {
                _faults.Add(exception);
            }
        }
    }

    private void StopLoops()
    {
        foreach (Member member in _members)
        {
            member.Loop.TryCallSoonThreadSafe(static stopped => ((Member)stopped!).Stop(), member);
        }
    }

    private void Complete()
    {
        if (_faults.Count == 0)
        {
            _completion.SetResult();
        }
        else
        {
            _completion.SetException(_faults);
        }
    }

    /// <summary>A loop; what is in it is its own thread's.</summary>
    private sealed class Member(EventLoop loop)
    {
        public EventLoop Loop { get; } = loop;

        /// <summary>Only its shutdown is left, which nobody stops.</summary>
        public bool HasEnded { get; set; }

        public void Stop()
        {
            if (!HasEnded)
            {
                Loop.Stop();
            }
        }
    }
}
