using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sim.Testing;

/// <summary>Runs one test case, which is one simulation.</summary>
internal sealed class SimulationTestCaseRunner(
    IXunitTestCase testCase, string displayName, string? skipReason, object[] constructorArguments, TheoryRow? row, IMessageBus messageBus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
    : XunitTestCaseRunner(testCase, displayName, skipReason, constructorArguments, row?.Arguments ?? new object[testCase.Method.GetParameters().Count()], messageBus, aggregator, cancellation)
{
    /// <inheritdoc />
    protected override XunitTestRunner CreateTestRunner(
        ITest test,
        IMessageBus messageBus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo testMethod,
        object[] testMethodArguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new SimulationTestRunner(
            row, test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, new ExceptionAggregator(aggregator), cancellationTokenSource);
}
