using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sim.Scenarios.Hygiene;

namespace Sim.Scenarios.Timelines;

/// <summary>What is written of a run: valid, complete, safe, and the same bytes for the same run.</summary>
public partial class FormatTests
{
    private const string Rewrite = "SIM_WRITE_TIMELINES";

    /// <summary>Seen to fail: steps that take no time; text written without escaping.</summary>
    [Theory]
    [InlineData(".mmd")]
    [InlineData(".json")]
    public void The_same_run_gives_the_bytes_that_were_reviewed(string format)
    {
        string actual = Written(format);
        Assert.Equal(actual, Written(format));
        string path = Path.Combine(Repository.Root, "tests/Scenarios/Timelines/Expected", $"relay{format}");
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            File.WriteAllText(path, actual);
        }

        string reviewed = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.True(reviewed == actual, $"What is written of the run changed. If that is meant, run the test with {Rewrite}=1 and commit {path}.");
    }

    [Fact]
    public void The_same_run_gives_the_same_page() => Assert.Equal(Written(".html"), Written(".html"));

    /// <summary>Seen to fail: a flow that begins and never ends; steps of one moment at one time.</summary>
    [Fact]
    public void Trace_events_follow_the_format_and_are_in_order_in_each_thread_and_each_flow_has_both_ends()
    {
        using var json = JsonDocument.Parse(Written(".json"));
        var events = json.RootElement.GetProperty("traceEvents").EnumerateArray().ToList();
        var last = new Dictionary<(int, int), long>();
        var ends = new Dictionary<(string, int), List<string>>();
        var named = new HashSet<(int, int)>();
        foreach (JsonElement one in events)
        {
            string phase = one.GetProperty("ph").GetString()!;
            Assert.Contains(phase, (string[])["M", "X", "i", "s", "f", "b", "e"]);
            (int, int) thread = (one.GetProperty("pid").GetInt32(), one.GetProperty("tid").GetInt32());
            Assert.True(thread.Item1 > 0 && one.GetProperty("name").GetString()!.Length > 0);
            long time = one.GetProperty("ts").GetInt64();
            if (phase == "M")
            {
                Assert.Contains(one.GetProperty("name").GetString(), (string[])["process_name", "thread_name"]);
                named.Add(thread);
            }
            else if (phase == "X")
            {
                Assert.True(time >= last.GetValueOrDefault(thread, -1), "Steps of a thread are in order.");
                Assert.Equal(1, one.GetProperty("dur").GetInt32());
                Assert.Contains(thread, named);
                last[thread] = time + 1;
            }
            else if (phase is "s" or "f" or "b" or "e")
            {
                (string, int) key = (one.GetProperty("cat").GetString()!, one.GetProperty("id").GetInt32());
                ends.TryAdd(key, []);
                ends[key].Add($"{phase}{time:000000000000}");
            }
        }

        Assert.Contains(ends.Values, static pair => pair[0][0] == 's');
        Assert.All(ends.Values, static pair => Assert.True(
            pair is [var first, var second] && $"{first[0]}{second[0]}" is "sf" or "be" && string.CompareOrdinal(first[1..], second[1..]) <= 0));
        Assert.Equal(Relay.Run().Steps, events.Count(static one => one.GetProperty("ph").GetString() == "X"));
    }

    /// <summary>Seen to fail: no note of a packet that a partition cut off; timers that are stopped taken for pending.</summary>
    [Fact]
    public void The_page_has_the_messages_timers_blocks_and_faults_of_the_run()
    {
        JsonElement run = Data(Written(".html")).GetProperty("runs")[0];
        string[] notes = [.. Data(Written(".html")).GetProperty("notes").EnumerateArray().Select(static one => one.GetString()!)];
        List<int[]> messages = Groups(run, "messages", 7);
        Assert.Contains(messages, static one => one[1] > one[0] && one[4] == 5);
        Assert.Contains(messages, one => one[1] == -1 && notes[one[6]] == "cut off");
        Assert.Contains(messages, one => one[1] == -1 && notes[one[6]] == "dropped by a rule");
        List<int[]> timers = Groups(run, "timers", 4);
        Assert.Contains(timers, static one => one[3] == 1 && one[2] > one[0]);
        Assert.Contains(timers, static one => one[3] == 0 && one[2] > one[0]);
        Assert.Contains(Groups(run, "blocks", 2), static one => one[1] > one[0]);
        Assert.Equal(["partition: test | left", "down"], run.GetProperty("spanNames").EnumerateArray().Select(static one => one.GetString()));
        Assert.Equal(run.GetProperty("laneOf").GetArrayLength() - 1, run.GetProperty("fail").GetInt32());
    }

    /// <summary>Seen to fail: the data written with an encoder that leaves the "less than" as it is.</summary>
    [Fact]
    public void A_line_that_ends_a_script_element_ends_nothing()
    {
        string page = Written(".html");
        Assert.Equal(2, ScriptEnd().Count(page));
        Assert.Contains(Data(page).GetProperty("runs")[0].GetProperty("lines").EnumerateArray(), static one => one.GetString() == Relay.Nasty);
        Assert.DoesNotContain("<b>#1", page, StringComparison.Ordinal);
    }

    /// <summary>Seen to fail: a style sheet from elsewhere.</summary>
    [Fact]
    public void The_page_loads_nothing()
    {
        string page = Written(".html");
        Assert.DoesNotMatch("(src|href)=\"(?!#|data:)", page);
        Assert.DoesNotMatch("@import|url\\(|fetch\\(|XMLHttpRequest|https?://", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagram_is_as_long_as_it_may_be_and_says_what_it_left_out()
    {
        using var text = new StringWriter();
        Timeline.Of(Relay.Run()).WriteMermaid(text, rows: 3);
        string[] lines = text.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Count(static line => line.StartsWith("    Note over", StringComparison.Ordinal) || line.StartsWith("    p0", StringComparison.Ordinal)));
        Assert.Matches(@"^    %% \d+ of \d+ rows were left out", lines[^1]);
        Assert.Contains("FAILS", text.ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Timeline.Of(Relay.Run()).WriteMermaid(text, rows: 0));
    }

    [Fact]
    public void A_name_that_says_no_format_is_refused()
    {
        var wrong = Assert.Throws<ArgumentException>(static () => Relay.Run().WriteTimeline("timeline.png"));
        Assert.Contains(".html, .json (for Perfetto) or .mmd", wrong.Message, StringComparison.Ordinal);
    }

    /// <summary>Seen to fail: details mixed into the fingerprint.</summary>
    [Fact]
    public void Details_change_no_fingerprint_and_no_token()
    {
        RunResult plain = Simulator.Run(Relay.Body, new RunOptions { Name = "Relay", Seed = 5 });
        RunResult detailed = Simulator.Run(Relay.Body, new RunOptions { Name = "Relay", Seed = 5, Details = true });
        Assert.Equal((plain.Fingerprint, plain.Token), (detailed.Fingerprint, detailed.Token));
    }

    private static JsonElement Data(string page)
    {
        const string begin = "id=\"data\">";
        int at = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        using var json = JsonDocument.Parse(page[at..page.IndexOf("</script>", at, StringComparison.Ordinal)]);
        return json.RootElement.Clone();
    }

    private static List<int[]> Groups(JsonElement run, string name, int size) =>
        [.. run.GetProperty(name).EnumerateArray().Select(static one => (int)Math.Min(int.MaxValue, one.GetInt64())).Chunk(size)];

    private static string Written(string format)
    {
        using var stream = new MemoryStream();
        var timeline = Timeline.Of(Relay.Run());
        switch (format)
        {
            case ".html":
                timeline.WriteHtml(stream);
                break;
            case ".json":
                timeline.WriteTraceEvents(stream);
                break;
            default:
                using (var text = new StreamWriter(stream, leaveOpen: true))
                {
                    timeline.WriteMermaid(text);
                }

                break;
        }

        // A token holds the build, which is another after each change of the tests.
        return Token().Replace(Encoding.UTF8.GetString(stream.ToArray()), "sim1-...");
    }

    [GeneratedRegex("</script", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptEnd();

    [GeneratedRegex("sim1-[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
