using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sim.Testing;

/// <summary>Runs one simulation as one test, and gives xunit its output.</summary>
internal sealed class SimulationTestRunner(
    TheoryRow? row,
    ITest test,
    IMessageBus messageBus,
    Type testClass,
    object[] constructorArguments,
    MethodInfo testMethod,
    object[] testMethodArguments,
    string? skipReason,
    IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
    ExceptionAggregator aggregator,
    CancellationTokenSource cancellation)
    : XunitTestRunner(test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, aggregator, cancellation)
{
    /// <inheritdoc />
    protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
    {
        TestOutputHelper output = new();
        output.Initialize(MessageBus, Test);
        using IDisposable turn = await SimulationTest.TakeTurnAsync();
        SimulationInvoker invoker = new(
            row, output.WriteLine, Test, MessageBus, TestClass, ConstructorArguments, TestMethod, TestMethodArguments, BeforeAfterAttributes, aggregator, CancellationTokenSource);
        decimal seconds = await invoker.RunAsync();
        Tuple<decimal, string> result = Tuple.Create(seconds, output.Output);
        output.Uninitialize();
        return result;
    }
}
