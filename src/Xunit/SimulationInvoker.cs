using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sim.Testing;

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

    /// <inheritdoc />
    protected override Task<decimal> InvokeTestMethodAsync(object? testClassInstance)
    {
        Aggregator.Run(() => TestSignature.Require(TestMethod, Settings.Mark, takesData: row is not null || Settings.Property is not null));
        return Aggregator.HasExceptions ? Task.FromResult(0m) : base.InvokeTestMethodAsync(testClassInstance);
    }

    private TestSettings Settings => TestMethod.GetCustomAttributes().OfType<ISimulationMark>().Single().Settings;

    private SimulationTest MakeTest(TestSettings settings)
    {
        string name = TestName.Of(TestClass, TestMethod) + row?.Name;
        if (settings.Property is { } inputs)
        {
            PropertyTest property = PropertyEngines.Make(TestMethod, name, values => new InstanceBody(TestClass, TestMethod, ConstructorArguments, values), inputs);
            return new SimulationTest(name, TestMethod, property.Body, settings, property.Inputs);
        }

        return new SimulationTest(name, TestMethod, new InstanceBody(TestClass, TestMethod, ConstructorArguments, row?.Values ?? []).RunAsync, settings);
    }

    private async Task ExploreAsync()
    {
        SimulationTest simulation = MakeTest(Settings);
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
            Aggregator.Add(report.Failure);
        }
        else if (ended.IsCancellationRequested && !CancellationTokenSource.IsCancellationRequested)
        {
            // That it took too long is for xunit to say, whose clock for it may go off a little later than this one.
            await Task.Delay(TestCase.Timeout, CancellationTokenSource.Token);
        }
    }
}
