using System.Text.Json;

namespace Sim;

/// <summary>Writes what the page's script draws: columns of numbers, so that 100,000 steps are a few megabytes and read in a moment.</summary>
internal sealed class TimelineData
{
    private readonly Utf8JsonWriter _json;

    private TimelineData(Utf8JsonWriter json) => _json = json;

    /// <summary>Writes the runs. The encoder leaves no character that could end a script element.</summary>
    public static void Write(Stream stream, TimelineRun run, TimelineRun? beside)
    {
        using var json = new Utf8JsonWriter(stream);
        var data = new TimelineData(json);
        json.WriteStartObject();
        json.WriteStartArray("runs");
        data.Run(run);
        if (beside is not null)
        {
            data.Run(beside);
        }

        json.WriteEndArray();
        data.Difference(run, beside);
        data.Texts("notes", Enum.GetValues<PacketNote>().Select(TimelineBuilder.Words));
        data.Texts("lineKinds", Enum.GetNames<LineKind>().Select(static name => name.ToLowerInvariant()));
        json.WriteEndObject();
    }

    private void Difference(TimelineRun run, TimelineRun? beside)
    {
        if (beside is not null && TraceComparison.Find(run.Trace, beside.Trace) is var (step, words))
        {
            _json.WriteNumber("diff", step);
            _json.WriteString("diffWords", words);
        }
    }

    private void Run(TimelineRun run)
    {
        RunResult result = run.Result;
        _json.WriteStartObject();
        _json.WriteString("outcome", result.Outcome.ToString());
        _json.WriteString("message", result.Failure?.Message ?? "");
        _json.WriteNumber("fail", run.FailedIn);
        Texts("hosts", run.Hosts);
        Lanes(run);
        Steps(run);
        Lines(run.Trace);
        Numbers("messages", run.Messages.SelectMany(static one => new long[] { one.From, one.To, one.Source, one.Target, one.Bytes, one.Late, (long)one.Note }));
        Texts("messageNames", run.Messages.Select(static one => one.What));
        Numbers("timers", run.Timers.SelectMany(static one => new[] { one.SetIn, one.Due, one.End, one.Fired ? 1 : 0 }));
        Numbers("blocks", run.Blocks.SelectMany(static one => new long[] { one.Step, one.ResumedIn }));
        Spans(run.Spans);
        Numbers("departures", run.Departures.SelectMany(static one => new long[] { one.Step, one.Overtaken }));
        Touches(run.Trace);
        _json.WriteEndObject();
    }

    private void Lanes(TimelineRun run)
    {
        var names = new Numbering<string>();
        Numbers("lanes", run.Lanes.SelectMany(lane => new long[] { lane.Host, names.Of(lane.Name), lane.First, lane.Last }));
        Texts("laneNames", names.All);
    }

    private void Steps(TimelineRun run)
    {
        StepRecord[] steps = run.Trace.Records.ToArray();
        var methods = new Numbering<int>();
        long before = 0;
        Numbers("times", steps.Select(step => (step.Time - before, before = step.Time).Item1));
        Numbers("laneOf", run.LaneOf.Select(static lane => (long)lane));
        Numbers("methodOf", steps.Select(step => (long)methods.Of(step.Method)));
        Texts("methods", methods.All.Select(StepMethods.Name));
        Numbers("kinds", steps.Select(static step => (long)step.Tag.Kind));
        Numbers("ready", steps.Select(static step => (long)step.Ready));
        Numbers("picks", steps.Select(static step => (long)step.Pick));
        Numbers("parents", steps.Select(static step => (long)step.Tag.Parent - 1));
    }

    private void Lines(Trace trace)
    {
        LogLine[] lines = trace.Lines.ToArray();
        Numbers("lineSteps", lines.Select(static line => (long)Math.Max(0, line.Step)));
        Numbers("lineOf", lines.Select(static line => (long)line.Kind));
        var sources = new Numbering<string>();
        Numbers("lineSources", lines.Select(line => (long)sources.Of(line.Source)));
        Texts("sources", sources.All);
        Texts("lines", lines.Select(static line => line.Text));
    }

    private void Spans(IReadOnlyList<SpanRecord> spans)
    {
        Numbers("spans", spans.SelectMany(static span => new long[] { span.First, span.Last, span.Host }));
        Texts("spanNames", spans.Select(static span => span.Text));
    }

    private void Touches(Trace trace)
    {
        var names = new Numbering<int>();
        StepAccess[] told = [.. trace.Accesses.ToArray().Where(static one => !one.IsImplied)];
        Numbers("touches", told.SelectMany(one => new long[] { one.Step, names.Of(one.Access.Resource), one.Access.IsWrite ? 1 : 0 }));
        Texts("resources", names.All.Select(trace.ResourceName));
    }

    private void Numbers(string name, IEnumerable<long> values)
    {
        _json.WriteStartArray(name);
        foreach (long value in values)
        {
            _json.WriteNumberValue(value);
        }

        _json.WriteEndArray();
    }

    private void Texts(string name, IEnumerable<string> values)
    {
        _json.WriteStartArray(name);
        foreach (string value in values)
        {
            _json.WriteStringValue(value);
        }

        _json.WriteEndArray();
    }

    /// <summary>Numbers values in the order in which they come.</summary>
    private sealed class Numbering<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> _numbers = [];

        public List<T> All { get; } = [];

        public int Of(T value)
        {
            if (!_numbers.TryGetValue(value, out int number))
            {
                number = All.Count;
                _numbers.Add(value, number);
                All.Add(value);
            }

            return number;
        }
    }
}
