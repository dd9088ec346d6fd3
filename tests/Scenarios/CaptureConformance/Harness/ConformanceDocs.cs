using System.Text;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>The pages of docs that are written from the cases, so that no page can claim what no test shows.</summary>
internal static class ConformanceDocs
{
    /// <summary>Set to 1, the tests write the pages instead of comparing them.</summary>
    public const string WriteVariable = "SIM_WRITE_DOCS";

    private const string Generated =
        $"Written from the tests in `tests/Scenarios/CaptureConformance`; do not edit. To write it anew, run them with `{WriteVariable}=1`.";

    /// <summary>What rivals get wrong, case by case.</summary>
    public static string Peers()
    {
        StringBuilder page = new();
        page.Append("# What rivals get wrong\n\n").Append(Generated).Append("\n\n");
        page.Append("Each row is a test: under capture, seeds 0 to N - 1, each run twice, show every outcome of the last column and no other.\n\n");
        page.Append("| rival | what it does | behavior | N | outcomes under capture |\n|---|---|---|---|---|\n");
        foreach ((Conformance it, Peer peer) in PeersByName())
        {
            page.Append($"| {peer.Name} | {peer.Wrong} | {Words(it)} | {it.SeedCount} | {Outcomes(it)} |\n");
        }

        return page.ToString();
    }

    /// <summary>What capture never shows although the pool may, what only capture shows, and what it can't hold.</summary>
    public static string Gaps()
    {
        StringBuilder page = new();
        page.Append("# Where capture and the thread pool differ\n\n").Append(Generated).Append("\n\n");
        AppendOutcomes(page, "Outcomes of the pool that capture never shows", possible => !possible.UnderCapture);
        AppendOutcomes(page, "Outcomes that documentation allows and capture alone shows", possible => possible.OnThePool && possible.UnderCapture);
        AppendOutcomes(page, "Outcomes of capture that the pool would never show", possible => !possible.OnThePool);
        AppendList(page, "Bodies that escape capture", it => it.WhyEscapes);
        AppendList(page, "Bodies that run under capture alone", it => it.WhyOnlyUnderCapture);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static IEnumerable<(Conformance It, Peer Peer)> PeersByName() =>
        ConformanceRegistry.All
            .SelectMany(it => it.Peers.Select(peer => (it, peer)))
            .OrderBy(pair => pair.peer.Name, StringComparer.Ordinal);

    private static void AppendOutcomes(StringBuilder page, string title, Func<Possible, bool> chosen)
    {
        page.Append($"## {title}\n\n");
        var reasons = ConformanceRegistry.All
            .SelectMany(it => it.Outcomes.Select(possible => (It: it, Possible: possible)))
            .Where(pair => pair.Possible.Argument != "" && chosen(pair.Possible))
            .GroupBy(pair => pair.Possible.Argument);
        foreach (var reason in reasons.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append($"Because {reason.Key}:\n\n");
            page.AppendJoin("", reason.Select(pair => $"- {Words(pair.It)}: `{pair.Possible.Outcome}`\n")).Append('\n');
        }
    }

    private static void AppendList(StringBuilder page, string title, Func<Conformance, string?> why)
    {
        page.Append($"## {title}\n\n");
        IEnumerable<Conformance> chosen = ConformanceRegistry.All.Where(it => why(it) is not null);
        page.AppendJoin("", chosen.Select(it => $"- {Words(it)}: {why(it)}\n")).Append('\n');
    }

    private static string Words(Conformance it) => it.Id.Replace('_', ' ').Replace("/", ": ");

    private static string Outcomes(Conformance it) =>
        string.Join(", ", it.Outcomes.Where(possible => possible.UnderCapture).Select(possible => $"`{possible.Outcome.Replace("|", "\\|")}`"));
}
