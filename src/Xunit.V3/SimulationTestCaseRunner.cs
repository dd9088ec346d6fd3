using Xunit.Sdk;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>Runs the simulations of one test case.</summary>
internal sealed class SimulationTestCaseRunner : XunitTestCaseRunner
{
    private static readonly SimulationTestCaseRunner s_instance = new();

    public static async ValueTask<RunSummary> RunAsync(
        XunitTestCase testCase, ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
    {
        IReadOnlyCollection<IXunitTest> tests = await aggregator.RunAsync(testCase.CreateTests, []);
        if (aggregator.ToException() is { } wrong)
        {
            return XunitRunnerHelper.FailTestCases(messageBus, cancellation, [testCase], wrong, sendTestCaseMessages: false);
        }

        return await s_instance.Run(testCase, tests, messageBus, aggregator, cancellation, testCase.TestCaseDisplayName, testCase.SkipReason, explicitOption, constructorArguments);
    }

    /// <inheritdoc />
    protected override ValueTask<RunSummary> RunTest(XunitTestCaseRunnerContext ctxt, IXunitTest test) =>
        SimulationTestRunner.RunAsync(ctxt, test);
}
