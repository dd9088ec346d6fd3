using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>What a test case is made of.</summary>
internal sealed record CaseDetails(
    IXunitTestMethod Method,
    string DisplayName,
    string UniqueId,
    bool IsExplicit,
    Type[]? SkipExceptions,
    string? SkipReason,
    Type? SkipType,
    string? SkipUnless,
    string? SkipWhen,
    Dictionary<string, HashSet<string>> Traits,
    object?[]? Arguments,
    string? SourceFile,
    int? SourceLine,
    int Timeout)
{
    /// <summary>Of a method, as its mark says.</summary>
    public static CaseDetails Of(ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, IFactAttribute mark)
    {
        var told = TestIntrospectionHelper.GetTestCaseDetails(options, method, mark, testMethodArguments: null, timeout: null, baseDisplayName: null, label: null);
        return new(
            told.ResolvedTestMethod,
            told.TestCaseDisplayName,
            told.UniqueID,
            told.Explicit,
            told.SkipExceptions,
            told.SkipReason,
            told.SkipType,
            told.SkipUnless,
            told.SkipWhen,
            Copy(method.Traits),
            null,
            told.SourceFilePath,
            told.SourceLineNumber,
            told.Timeout);
    }

    /// <summary>Of one row of a method; what the row says goes before what the mark says.</summary>
    public static CaseDetails Of(ITestFrameworkDiscoveryOptions options, IXunitTestMethod method, IFactAttribute mark, ITheoryDataRow row)
    {
        TheoryRow values = new(method.Method, row);
        CaseDetails all = Of(options, method, mark);
        var told = TestIntrospectionHelper.GetTestCaseDetails(options, method, mark, values.Arguments, row.Timeout, row.TestDisplayName, row.Label);
        return all with
        {
            DisplayName = (row.TestDisplayName ?? all.DisplayName) + values.Name,
            UniqueId = told.UniqueID,
            IsExplicit = row.Explicit ?? all.IsExplicit,
            SkipReason = row.Skip ?? all.SkipReason,
            SkipType = row.SkipType ?? all.SkipType,
            SkipUnless = row.SkipUnless ?? all.SkipUnless,
            SkipWhen = row.SkipWhen ?? all.SkipWhen,
            Traits = TestIntrospectionHelper.GetTraits(method, row),
            Arguments = values.Arguments,
            Timeout = told.Timeout,
        };
    }

    private static Dictionary<string, HashSet<string>> Copy(IReadOnlyDictionary<string, IReadOnlyCollection<string>> traits) =>
        traits.ToDictionary(static trait => trait.Key, static trait => trait.Value.ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
}
