using System.ComponentModel;
using Xunit.Sdk;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>A simulation as a test of xunit: a method, or a method with one row of data. Made by xunit.</summary>
public sealed class SimulationTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    /// <summary>For xunit, which restores a test case from its text.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    public SimulationTestCase()
    {
    }

    internal SimulationTestCase(CaseDetails of)
        : base(
            of.Method,
            of.DisplayName,
            of.UniqueId,
            of.IsExplicit,
            of.SkipExceptions,
            of.SkipReason,
            of.SkipType,
            of.SkipUnless,
            of.SkipWhen,
            of.Traits,
            of.Arguments,
            of.SourceFile,
            of.SourceLine,
            of.Timeout)
    {
    }

    /// <inheritdoc />
    public ValueTask<RunSummary> Run(
        ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        SimulationTestCaseRunner.RunAsync(this, explicitOption, messageBus, constructorArguments, aggregator, cancellationTokenSource);
}
