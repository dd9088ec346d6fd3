using System.Diagnostics;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sim.Xunit;

/// <summary>Where xunit would call the test method once, explores it: the instances of the test class are made inside the runs.</summary>
internal sealed class SimulationInvoker(
    TheoryRow? row,
    Action<string> write,
    ITest test,
    IMessageBus messageBus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo testMethod,
    object[] testMethodArguments,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestInvoker(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, beforeAfterAttributes, aggregator, cancellation)
{
    /// <inheritdoc />
    protected override object? CreateTestClass() => null;

    /// <inheritdoc />
    protected override object CallTestMethod(object? testClassInstance) => ExploreAsync();

    [StackTraceHidden]
    private async Task ExploreAsync()
    {
        ISimulationMark mark = TestMethod.GetCustomAttributes().OfType<ISimulationMark>().Single();
        TestSettings settings = mark.Settings;
        TestSignature.Require(TestMethod, settings.Mark, takesData: row is not null);
        InstanceBody body = new(TestClass, TestMethod, ConstructorArguments, row?.Values ?? []);
        SimulationTest simulation = new(TestName.Of(TestClass, TestMethod) + row?.Name, TestMethod, body.RunAsync, settings);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(CancellationTokenSource.Token);
        if (TestCase.Timeout > 0)
        {
            ended.CancelAfter(TestCase.Timeout);
        }

        TestReport report = await simulation.RunAsync(ended.Token);
        if (report.Output.Length > 0)
        {
            write(report.Output);
        }

        if (report.Failure is not null)
        {
            throw report.Failure;
        }
    }
}
