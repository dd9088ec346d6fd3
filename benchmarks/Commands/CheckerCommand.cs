using System.Diagnostics;
using System.Globalization;
using Sim.Benchmarks.Checking;
using Sim.Benchmarks.Measuring;
using Sim.Checking;

namespace Sim.Benchmarks.Commands;

/// <summary>The linearizability judge beside the plain algorithm: histories a second, and the greatest history that is decided in a given time.</summary>
internal static class CheckerCommand
{
    private const int Rounds = 5;
    private static readonly RegisterModel<int> s_register = new(0);
    private static readonly CheckLimits s_limits = new() { MaxSteps = long.MaxValue, MaxMemory = 8L << 30 };

    public static int Run(Arguments options)
    {
        double seconds = options.Number("--seconds", 1);
        double limit = options.Number("--limit", 10);
        options.Done();

        Console.WriteLine($"# Checker: {Machine.Header()}");
        Console.WriteLine("A register, a third writes of five values. Plain: Wing and Gong with Lowe's cache as it is usually written down. Processor time, medians of rounds that take turns.");
        Console.WriteLine();
        var table = new Table("history", "judge, histories/s", "plain, histories/s", "judge / plain");
        foreach ((int operations, int clients, bool isStale) in new[] { (20, 3, false), (100, 4, false), (100, 4, true), (1_000, 4, false) })
        {
            AddRow(table, operations, clients, isStale, seconds / Rounds);
        }

        table.Print();
        PrintGreatest(limit);
        return 0;
    }

    private static void AddRow(Table table, int operations, int clients, bool isStale, double seconds)
    {
        RegisterHistory[] histories = [.. Enumerable.Range(0, 16).Select(seed => RegisterHistory.Make(operations, clients, seed, isStale))];
        double[] judge = new double[Rounds];
        double[] plain = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            judge[round] = Rate(histories, seconds, history => Expect(isStale, Judge(history)));
            plain[round] = Rate(histories, seconds, history => Expect(isStale, new PlainChecker(history.Events, history.Operations.Length).IsLinearizable()));
        }

        double ratio = Quantiles.Median(judge.Zip(plain, static (ours, bar) => ours / bar));
        table.Add(
            $"{operations:N0} operations, {clients} clients{(isStale ? ", wrong" : "")}",
            Machine.Format(Quantiles.Median(judge)),
            Machine.Format(Quantiles.Median(plain)),
            ratio.ToString("N2", CultureInfo.InvariantCulture));
    }

    private static bool Judge(RegisterHistory history) =>
        new History<RegisterInput<int>, Reply<int>>(history.Operations).CheckLinearizable(s_register, s_limits).Ruling == Ruling.Holds;

    private static void Expect(bool isStale, bool isLinearizable)
    {
        if (isStale == isLinearizable)
        {
            throw new InvalidOperationException("A checker came to the wrong verdict.");
        }
    }

    /// <summary>Histories a second of processor time.</summary>
    private static double Rate(RegisterHistory[] histories, double seconds, Action<RegisterHistory> check)
    {
        int count = 0;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        TimeSpan spent;
        do
        {
            check(histories[count++ % histories.Length]);
            spent = Environment.CpuUsage.TotalTime - before;
        }
        while (spent.TotalSeconds < seconds);

        return count / spent.TotalSeconds;
    }

    private static void PrintGreatest(double limit)
    {
        int greatest = 0;
        double took = 0;
        for (int operations = 1_000; operations <= 4_000_000; operations *= 2)
        {
            RegisterHistory history = RegisterHistory.Make(operations, 10, 1, isStale: false);
            long start = Stopwatch.GetTimestamp();
            Expect(false, Judge(history));
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (seconds > limit)
            {
                break;
            }

            (greatest, took) = (operations, seconds);
        }

        Console.WriteLine($"Greatest history of 10 clients on one key that is decided in {limit:N1} s (sizes are doubled): {greatest:N0} operations, in {took:N2} s.");
    }
}
