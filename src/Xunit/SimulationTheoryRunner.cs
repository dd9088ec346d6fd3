using Xunit.Sdk;

namespace Sim.Testing;

/// <summary>Runs the simulations of a theory whose rows were not known before.</summary>
internal sealed class SimulationTheoryRunner(
    IXunitTestCase testCase, string displayName, string? skipReason, object[] constructorArguments, IMessageBus messageBus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
    : XunitTestCaseRunner(testCase, displayName, skipReason, constructorArguments, [null!], messageBus, aggregator, cancellation)
{
    /// <inheritdoc />
    protected override async Task<RunSummary> RunTestAsync()
    {
        RunSummary sum = new();
        List<IDisposable> used = [];
        try
        {
            foreach (TheoryRow row in TheoryRow.Of(TestMethod))
            {
                used.AddRange(row.Values.OfType<IDisposable>());
                sum.Aggregate(await RunAsync(row));
            }
        }
        catch (Exception wrong)
        {
            sum.Aggregate(Fail(wrong));
        }

        used.ForEach(value => Aggregator.Run(value.Dispose));
        return sum;
    }

    private Task<RunSummary> RunAsync(TheoryRow row) =>
        new SimulationTestRunner(
            row, new XunitTest(TestCase, DisplayName + row.Name), MessageBus, TestClass, ConstructorArguments, TestMethod, row.Arguments, SkipReason ?? row.SkipReason, BeforeAfterAttributes, new ExceptionAggregator(Aggregator), CancellationTokenSource)
            .RunAsync();

    /// <summary>Data that cannot be had is a test that failed.</summary>
    private RunSummary Fail(Exception wrong)
    {
        XunitTest test = new(TestCase, DisplayName);
        if (!MessageBus.QueueMessage(new TestStarting(test))
            | !MessageBus.QueueMessage(new TestFailed(test, 0, null, wrong))
            | !MessageBus.QueueMessage(new TestFinished(test, 0, null)))
        {
            CancellationTokenSource.Cancel();
        }

        return new RunSummary { Total = 1, Failed = 1 };
    }
}
