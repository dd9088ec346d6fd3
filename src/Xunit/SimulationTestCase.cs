using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sim.Testing;

/// <summary>A simulation as a test of xunit: a method, or a method with one row of data. Made by xunit.</summary>
public sealed class SimulationTestCase : XunitTestCase
{
    /// <summary>For xunit, which restores a test case from its text.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    public SimulationTestCase()
    {
    }

    /// <summary>Makes a test case.</summary>
    public SimulationTestCase(
        IMessageSink diagnosticMessageSink, TestMethodDisplay defaultMethodDisplay, TestMethodDisplayOptions defaultMethodDisplayOptions, ITestMethod testMethod, object[]? testMethodArguments = null)
        : base(diagnosticMessageSink, defaultMethodDisplay, defaultMethodDisplayOptions, testMethod, testMethodArguments)
    {
    }

    /// <inheritdoc />
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        new SimulationTestCaseRunner(this, DisplayName, SkipReason, constructorArguments, Row, messageBus, aggregator, cancellationTokenSource).RunAsync();

    /// <inheritdoc />
    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        displayName + Row?.Name;

    private TheoryRow? Row => TestMethodArguments is null ? null : new TheoryRow(TestMethod.Method.ToRuntimeMethod(), TestMethodArguments);
}
