namespace Sim.Capture;

/// <summary>The identity of one run, as its execution contexts carry it, one for each host.</summary>
internal sealed class RunOwner(EscapeLog escapes)
{
    /// <summary>Whether the run is over: nothing of it may run any more.</summary>
    public volatile bool IsRetired;

    /// <summary>The number of the run in its session.</summary>
    public int Number { get; init; }

    /// <summary>Called on a carrier, when code of this run, which is over, begins to run inside a step of a later one.</summary>
    /// <remarks>The later run may be one of another session: it is that run's escape, not one of this run's world.</remarks>
    public void RanLate() => (Session.CurrentWorld?.EscapeLog ?? escapes).Add(Escapes.LateItem("A method that was resumed inline", Number, Environment.StackTrace));

    /// <summary>Called on a thread that is no carrier, when code of the run, which is not over, begins to run there.</summary>
    public void ReachedForeignThread()
    {
        escapes.Announce();
        escapes.Add(Escapes.ForeignThread(Thread.CurrentThread, Environment.StackTrace));
    }
}
