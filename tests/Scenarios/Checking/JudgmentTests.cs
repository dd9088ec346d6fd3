using Sim.Checking;
using Input = Sim.Checking.RegisterInput<int>;
using Output = Sim.Checking.Reply<int>;

namespace Sim.Scenarios.Checking;

/// <summary>What judges say of histories that a person can follow.</summary>
public class JudgmentTests
{
    private static readonly RegisterModel<int> s_register = new(0);

    [Fact]
    public void A_stale_read_is_told_with_what_came_before_it_and_the_right_answer()
    {
        History<Input, Output> history = new([
            Write("alice", 1, 0, 10),
            Write("alice", 2, 20, 30),
            Read("bob", 2, 25, 35),
            Read("carol", 1, 40, 50)]);

        Judgment<Input, Output> judgment = history.CheckLinearizable(s_register);

        Assert.Equal(Ruling.Violated, judgment.Ruling);
        Assert.Equal("carol", judgment.Culprit?.Client);
        Assert.Equal(
            """
            Not linearizable: 4 operations by 3 clients. No order has a place for
                0.040000-0.050000  carol: read -> 1
              What came before it, put in order so that every answer is right (3 of 4), ends with
                0.000000-0.010000  alice: write 1 -> yes
                0.020000-0.030000  alice: write 2 -> yes
                0.025000-0.035000  bob: read -> 2
              and leaves 2, where the right answer is 2.
            """,
            judgment.Report);
        Assert.Equal(Ruling.Holds, history.CheckSequentiallyConsistent(s_register).Ruling);
    }

    [Fact]
    public void A_write_without_an_answer_may_take_effect_late_or_never()
    {
        Operation<Input, Output> lost = new("alice", Input.Write(1), Ms(0));

        Assert.Equal(Ruling.Holds, Judge(lost, Read("bob", 0, 10, 20)));
        Assert.Equal(Ruling.Holds, Judge(lost, Read("bob", 0, 10, 20), Read("bob", 1, 30, 40)));
        Assert.Equal(Ruling.Violated, Judge(lost, Read("bob", 1, 10, 20), Read("bob", 0, 30, 40)));
        Assert.Equal(Ruling.Violated, Judge(lost with { End = OperationEnd.Failed }, Read("bob", 1, 10, 20)));
        Assert.Equal(Ruling.Violated, Judge(Read("bob", 1, 10, 20), lost with { CalledAt = Ms(30) }));
    }

    [Fact]
    public void Two_clients_that_see_writes_in_two_orders_are_served_by_sessions_and_by_nothing_more()
    {
        History<Input, Output> history = new([
            Write("alice", 1, 0, 10),
            Write("bob", 2, 0, 10),
            Read("carol", 1, 20, 30), Read("carol", 2, 40, 50),
            Read("dave", 2, 20, 30), Read("dave", 1, 40, 50)]);

        Assert.Equal(Ruling.Violated, history.CheckSequentiallyConsistent(s_register).Ruling);
        Assert.Equal(Ruling.Holds, history.CheckSessions(s_register, SessionGuarantees.All).Ruling);
    }

    [Theory]
    [InlineData(SessionGuarantees.ReadYourWrites, "read your writes")]
    [InlineData(SessionGuarantees.MonotonicReads, "monotonic reads")]
    [InlineData(SessionGuarantees.MonotonicWrites, "monotonic writes")]
    [InlineData(SessionGuarantees.WritesFollowReads, "writes follow reads")]
    public void Each_guarantee_can_be_missing_alone(SessionGuarantees missing, string words)
    {
        MapModel<string, int> map = new();
        History<MapInput<string, int>, Output> history = new(missing switch
        {
            SessionGuarantees.ReadYourWrites => [Put("alice", "x", 1, 0), Get("alice", "x", null, 10)],
            SessionGuarantees.MonotonicReads => [Put("alice", "x", 1, 0), Get("bob", "x", 1, 10), Get("bob", "x", null, 20)],
            SessionGuarantees.MonotonicWrites => [Put("alice", "x", 1, 0), Put("alice", "y", 1, 10), Get("bob", "y", 1, 20), Get("bob", "x", null, 30)],
            _ => [Put("alice", "x", 1, 0), Get("bob", "x", 1, 10), Put("bob", "y", 2, 20), Get("carol", "y", 2, 30), Get("carol", "x", null, 40)],
        });

        // Old answers are told from new ones by what else the client saw, which takes reads in order.
        SessionGuarantees seen = missing | (missing is SessionGuarantees.ReadYourWrites ? SessionGuarantees.None : SessionGuarantees.MonotonicReads);
        Judgment<MapInput<string, int>, Output> judgment = history.CheckSessions(map, seen);

        Assert.Equal(Ruling.Violated, judgment.Ruling);
        Assert.Contains(words, judgment.Report, StringComparison.Ordinal);
        Assert.Equal(Ruling.Holds, history.CheckSessions(map, SessionGuarantees.All & ~missing).Ruling);
    }

    [Fact]
    public void A_thousand_operations_by_ten_clients_on_one_key_are_judged()
    {
        Operation<Input, Output>[] operations = Histories.OfRegister(operations: 1_000, clients: 10, seed: 1);

        Judgment<Input, Output> good = new History<Input, Output>(operations).CheckLinearizable(s_register);
        int late = Array.FindLastIndex(operations, static operation => operation.Input.Kind == RegisterAction.Read);
        Operation<Input, Output> stale = operations[late] with { Output = Output.Of(-1) };
        Judgment<Input, Output> bad = new History<Input, Output>([.. operations[..late], stale, .. operations[(late + 1)..]]).CheckLinearizable(s_register);

        Assert.Equal(Ruling.Holds, good.Ruling);
        Assert.Equal(1_000, Assert.Single(good.Orders).Count);
        Assert.Equal(Ruling.Violated, bad.Ruling);
        Assert.Equal(stale.Client, bad.Culprit?.Client);
        Assert.Equal(stale.CalledAt, bad.Culprit?.CalledAt);
    }

    [Fact]
    public void Limits_end_a_search_with_the_honest_answer_that_nobody_knows()
    {
        History<Input, Output> history = new(Histories.OfRegister(operations: 100, clients: 10, seed: 1));

        Judgment<Input, Output> judgment = history.CheckLinearizable(s_register, new CheckLimits { MaxSteps = 20 });

        Assert.Equal(Ruling.Undecided, judgment.Ruling);
        Assert.Contains("20 steps (MaxSteps)", judgment.Report, StringComparison.Ordinal);
        Assert.Throws<HistoryUndecidedException>(() => history.ThrowIfNotLinearizable(s_register, new CheckLimits { MaxSteps = 20 }));
    }

    [Fact]
    public void Memory_ends_a_search_too()
    {
        // None of so many writes at once can be told from another, and the read fits none of their orders.
        History<Input, Output> history = new([.. Enumerable.Range(1, 40).Select(value => Write($"writer {value}", value, 0, 100)), Read("reader", -1, 200, 210)]);

        Judgment<Input, Output> judgment = history.CheckLinearizable(s_register, new CheckLimits { MaxMemory = 1 << 20, MaxSteps = 100_000_000 });

        Assert.Equal(Ruling.Undecided, judgment.Ruling);
        Assert.Contains("1 MiB (MaxMemory)", judgment.Report, StringComparison.Ordinal);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        History<Input, Output> history = new([Write("alice", 1, 0, 10)]);

        Assert.Throws<ArgumentOutOfRangeException>(() => history.CheckLinearizable(s_register, new CheckLimits { MaxSteps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.CheckLinearizable(s_register, new CheckLimits { MaxMemory = 5 }));
        Assert.Throws<ArgumentException>(() => history.CheckSessions(s_register, SessionGuarantees.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => Write("alice", 1, 20, 10));
        Assert.Throws<ArgumentException>(() => new History<Input, Output>([Write("alice", 1, 0, 10), Write("alice", 2, 5, 20)]));
        Assert.Throws<InvalidOperationException>(() => history.Invoke("bob", Input.Read));
    }

    private static Ruling Judge(params Operation<Input, Output>[] operations) => new History<Input, Output>(operations).CheckLinearizable(s_register).Ruling;

    private static Operation<Input, Output> Write(string client, int value, int called, int ended) =>
        Operation<Input, Output>.Answered(client, Input.Write(value), Output.Yes, Ms(called), Ms(ended));

    private static Operation<Input, Output> Read(string client, int value, int called, int ended) =>
        Operation<Input, Output>.Answered(client, Input.Read, Output.Of(value), Ms(called), Ms(ended));

    private static Operation<MapInput<string, int>, Output> Put(string client, string key, int value, int called) =>
        Operation<MapInput<string, int>, Output>.Answered(client, MapInput<string, int>.Put(key, value), Output.Yes, Ms(called), Ms(called + 5));

    private static Operation<MapInput<string, int>, Output> Get(string client, string key, int? value, int called) =>
        Operation<MapInput<string, int>, Output>.Answered(client, MapInput<string, int>.Get(key), value is { } there ? Output.Of(there) : Output.No, Ms(called), Ms(called + 5));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
