using System.Diagnostics;

namespace Sim.Checking;

/// <summary>Judges of histories. <c>Check</c> tells what it came to; <c>ThrowIfNot</c> makes it a failure of the run.</summary>
public static class HistoryExtensions
{
    /// <summary>
    /// Whether every operation can have taken effect at one moment between its call and its end, so that all answers are right: whether the
    /// clients cannot tell the system from a single object that does one thing after another.
    /// </summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="model">What they should see.</param>
    /// <param name="limits">How much it may take; default: <see cref="CheckLimits"/> as they are.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public static Judgment<TInput, TOutput> CheckLinearizable<TState, TInput, TOutput>(
        this History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckLimits? limits = null)
        where TState : notnull
        where TInput : notnull
    {
        CheckArguments(history, model, limits);
        return new LinearizabilityJudge<TState, TInput, TOutput>(model, limits ?? new CheckLimits()).Judge(history);
    }

    /// <summary>
    /// Whether there is one order of all operations in which every client's stand as it did them, and all answers are right: as linearizability,
    /// but what a client sees may be old.
    /// </summary>
    /// <inheritdoc cref="CheckLinearizable{TState, TInput, TOutput}"/>
    public static Judgment<TInput, TOutput> CheckSequentiallyConsistent<TState, TInput, TOutput>(
        this History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckLimits? limits = null)
        where TState : notnull
        where TInput : notnull
    {
        CheckArguments(history, model, limits);
        return new OrderJudge<TState, TInput, TOutput>(model, history, limits ?? new CheckLimits()).JudgeSequential();
    }

    /// <summary>
    /// Whether for every client there is an order of all updates and its own queries that explains its answers and keeps what the guarantees, taken
    /// together, say of sessions.
    /// </summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="model">What they should see; it tells which operations are queries and which are updates.</param>
    /// <param name="guarantees">One or more.</param>
    /// <param name="limits">How much it may take; default: <see cref="CheckLimits"/> as they are.</param>
    /// <exception cref="ArgumentException">No guarantee is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public static Judgment<TInput, TOutput> CheckSessions<TState, TInput, TOutput>(
        this History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, SessionGuarantees guarantees, CheckLimits? limits = null)
        where TState : notnull
        where TInput : notnull
    {
        CheckArguments(history, model, limits);
        return new OrderJudge<TState, TInput, TOutput>(model, history, limits ?? new CheckLimits()).JudgeSessions(guarantees);
    }

    /// <summary>Fails the run if the history is not linearizable.</summary>
    /// <inheritdoc cref="CheckLinearizable{TState, TInput, TOutput}"/>
    /// <exception cref="HistoryViolationException">It is not.</exception>
    /// <exception cref="HistoryUndecidedException">That was not decided within the limits.</exception>
    [StackTraceHidden]
    public static void ThrowIfNotLinearizable<TState, TInput, TOutput>(
        this History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckLimits? limits = null)
        where TState : notnull
        where TInput : notnull => Throw("linearizable", history.CheckLinearizable(model, limits));

    /// <summary>Fails the run if the history is not sequentially consistent.</summary>
    /// <inheritdoc cref="CheckSequentiallyConsistent{TState, TInput, TOutput}"/>
    /// <exception cref="HistoryViolationException">It is not.</exception>
    /// <exception cref="HistoryUndecidedException">That was not decided within the limits.</exception>
    [StackTraceHidden]
    public static void ThrowIfNotSequentiallyConsistent<TState, TInput, TOutput>(
        this History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, CheckLimits? limits = null)
        where TState : notnull
        where TInput : notnull => Throw("sequentially consistent", history.CheckSequentiallyConsistent(model, limits));

    /// <summary>Fails the run if a client's session lacks what the guarantees promise.</summary>
    /// <inheritdoc cref="CheckSessions{TState, TInput, TOutput}"/>
    /// <exception cref="HistoryViolationException">It does.</exception>
    /// <exception cref="HistoryUndecidedException">That was not decided within the limits.</exception>
    [StackTraceHidden]
    public static void ThrowIfNotInSession<TState, TInput, TOutput>(
        this History<TInput, TOutput> history, Model<TState, TInput, TOutput> model, SessionGuarantees guarantees, CheckLimits? limits = null)
        where TState : notnull
        where TInput : notnull => Throw(Guarantees.Words(guarantees), history.CheckSessions(model, guarantees, limits));

    [StackTraceHidden]
    private static void Throw<TInput, TOutput>(string expected, Judgment<TInput, TOutput> judgment)
    {
        if (judgment.Ruling == Ruling.Violated)
        {
            throw new HistoryViolationException(expected, judgment.Report);
        }

        if (judgment.Ruling == Ruling.Undecided)
        {
            throw new HistoryUndecidedException(expected, judgment.Report);
        }
    }

    private static void CheckArguments(object history, object model, CheckLimits? limits)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(model);
        limits?.Check();
    }
}
