using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Sim.Testing;

/// <summary>A theory whose rows are only known when it runs, since they cannot be written down. Made by xunit.</summary>
public sealed class SimulationTheoryTestCase : XunitTestCase
{
    /// <summary>For xunit, which restores a test case from its text.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    public SimulationTheoryTestCase()
    {
    }

    /// <summary>Makes a test case.</summary>
    public SimulationTheoryTestCase(
        IMessageSink diagnosticMessageSink, TestMethodDisplay defaultMethodDisplay, TestMethodDisplayOptions defaultMethodDisplayOptions, ITestMethod testMethod)
        : base(diagnosticMessageSink, defaultMethodDisplay, defaultMethodDisplayOptions, testMethod)
    {
    }

    /// <inheritdoc />
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        new SimulationTheoryRunner(this, DisplayName, SkipReason, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();
}
