using System.ComponentModel;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>A theory whose rows are only known when it runs, since they cannot be written down. Made by xunit.</summary>
public sealed class SimulationTheoryTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    /// <summary>For xunit, which restores a test case from its text.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("Called by the de-serializer; should only be called by deriving classes for de-serialization purposes")]
    public SimulationTheoryTestCase()
    {
    }

    internal SimulationTheoryTestCase(CaseDetails of)
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
            sourceFilePath: of.SourceFile,
            sourceLineNumber: of.SourceLine,
            timeout: of.Timeout)
    {
    }

    /// <inheritdoc />
    public override async ValueTask<IReadOnlyCollection<IXunitTest>> CreateTests()
    {
        IReadOnlyList<TheoryRow> rows = await TheoryRow.AllAsync(TestMethod.Method, DisposalTracker);
        return [.. rows.Select(TestOf)];
    }

    /// <inheritdoc />
    public ValueTask<RunSummary> Run(
        ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments, ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource) =>
        SimulationTestCaseRunner.RunAsync(this, explicitOption, messageBus, constructorArguments, aggregator, cancellationTokenSource);

    private XunitTest TestOf(TheoryRow row, int index)
    {
        ITheoryDataRow said = row.Row!;
        return new(
            this,
            TestMethod,
            said.Explicit ?? Explicit,
            said.Skip ?? SkipReason,
            said.SkipType ?? SkipType,
            said.SkipUnless ?? SkipUnless,
            said.SkipWhen ?? SkipWhen,
            (said.TestDisplayName ?? TestCaseDisplayName) + row.Name,
            index,
            TestIntrospectionHelper.GetTraits(TestMethod, said).ToDictionary(static trait => trait.Key, static IReadOnlyCollection<string> (trait) => trait.Value, StringComparer.OrdinalIgnoreCase),
            said.Timeout ?? Timeout,
            row.Arguments);
    }
}
