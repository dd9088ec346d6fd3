using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>Makes a test of each row of a method that is marked with <see cref="SimulationTheoryAttribute"/>. Made by xunit.</summary>
/// <remarks>Where the rows cannot be had yet, or cannot be written down, it makes one test case of the whole theory.</remarks>
public sealed class SimulationTheoryDiscoverer : IXunitTestCaseDiscoverer
{
    /// <inheritdoc />
    public async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        CaseDetails whole = CaseDetails.Of(discoveryOptions, testMethod, factAttribute);
        bool isSkipped = whole is { SkipReason: not null, SkipUnless: null, SkipWhen: null };
        IReadOnlyList<ITheoryDataRow>? rows = isSkipped || !(discoveryOptions.PreEnumerateTheories() ?? true) ? null : await TryReadAsync(testMethod);
        return rows is null
            ? [isSkipped ? new SimulationTestCase(whole) : new SimulationTheoryTestCase(whole)]
            : [.. rows.Select(row => new SimulationTestCase(CaseDetails.Of(discoveryOptions, testMethod, factAttribute, row)))];
    }

    /// <summary>All rows; null where they can only be had when the theory runs, or cannot be had: running it tells why.</summary>
    private static async Task<IReadOnlyList<ITheoryDataRow>?> TryReadAsync(IXunitTestMethod method)
    {
        if (method.DataAttributes.Any(static source => !source.SupportsDiscoveryEnumeration()))
        {
            return null;
        }

        await using DisposalTracker used = new();
        try
        {
            IReadOnlyList<TheoryRow> rows = await TheoryRow.AllAsync(method.Method, used);
            return used.TrackedObjects.Count == 0 && rows.All(CanBeWritten) ? [.. rows.Select(static row => row.Row!)] : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static bool CanBeWritten(TheoryRow row) =>
        row.Values.All(static value => value is null || SerializationHelper.Instance.IsSerializable(value, value.GetType()));
}
