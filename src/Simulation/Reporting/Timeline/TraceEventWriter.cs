using System.Text.Json;

namespace Sim;

/// <summary>
/// Writes Chrome's trace events (the "Trace Event Format" of the Catapult project), which Perfetto opens: a host is a process, a task a thread, a
/// step a complete event, a message a pair of flow events, what lasts and timers are asynchronous events.
/// </summary>
internal sealed class TraceEventWriter
{
    private const int FlushAt = 1 << 16;

    private readonly Utf8JsonWriter _json;
    private readonly TimelineRun _run;

    /// <summary>When each step begins, in microseconds.</summary>
    private readonly long[] _starts;

    private TraceEventWriter(Utf8JsonWriter json, TimelineRun run)
    {
        _json = json;
        _run = run;
        _starts = Starts(run.Trace);
    }

    public static void Write(Stream stream, TimelineRun run)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ms");
        json.WriteStartObject("otherData");
        json.WriteString("simulation", run.Result.Name);
        json.WriteString("token", run.Result.Token);
        json.WriteEndObject();
        json.WriteStartArray("traceEvents");
        new TraceEventWriter(json, run).WriteAll();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Steps take no virtual time: those of one moment follow each other, a microsecond each, and push later ones back where they must.</summary>
    private static long[] Starts(Trace trace)
    {
        long[] starts = new long[trace.Count];
        long next = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = Math.Max(next, trace.Records[i].Time / TimeSpan.TicksPerMicrosecond);
            next = starts[i] + 1;
        }

        return starts;
    }

    private void WriteAll()
    {
        WriteNames();
        for (int i = 0; i < _starts.Length; i++)
        {
            WriteStep(i);
            if (_json.BytesPending > FlushAt)
            {
                _json.Flush();
            }
        }

        WriteMessages();
        WriteLasting();
    }

    private void WriteNames()
    {
        foreach (int host in _run.Lanes.Select(static lane => lane.Host).Distinct())
        {
            WriteName("process_name", host, 0, _run.Hosts[host]);
        }

        for (int lane = 0; lane < _run.Lanes.Count; lane++)
        {
            WriteName("thread_name", _run.Lanes[lane].Host, lane + 1, _run.Lanes[lane].Name);
        }
    }

    private void WriteName(string what, int host, int thread, string name)
    {
        Begin(what, "M", host, thread, 0, category: null);
        _json.WriteStartObject("args");
        _json.WriteString("name", name);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteStep(int index)
    {
        TraceStep step = _run.Trace[index];
        (int host, int thread) = LaneOf(index);
        string category = index == _run.FailedIn ? "step,fails" : step.Pick != 0 ? "step,departs" : "step";
        Begin(step.Method, "X", host, thread, _starts[index], category);
        _json.WriteNumber("dur", 1);
        _json.WriteStartObject("args");
        _json.WriteNumber("step", index);
        _json.WriteNumber("virtual seconds", step.Time.TotalSeconds);
        _json.WriteNumber("ready", step.Ready);
        _json.WriteNumber("pick", step.Pick);
        if (step.Log.Count > 0)
        {
            _json.WriteString("log", string.Join('\n', step.Log));
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        if (index == _run.FailedIn)
        {
            WriteInstant($"fails: {_run.Result.Failure!.Message}", index, "g");
        }
    }

    private void WriteMessages()
    {
        for (int i = 0; i < _run.Messages.Count; i++)
        {
            TimelineMessage message = _run.Messages[i];
            if (message.From < 0)
            {
                continue;
            }

            if (message.To < 0)
            {
                WriteInstant($"{message.Bytes} bytes to {_run.Hosts[message.Target]}: {TimelineBuilder.Words(message.Note)}", message.From, "t");
            }
            else
            {
                string name = message.What.Length > 0 ? message.What : $"{message.Bytes} bytes";
                WriteFlow(name, "s", i, message.From, "message");
                WriteFlow(name, "f", i, message.To, "message");
            }
        }
    }

    private void WriteLasting()
    {
        int id = _run.Messages.Count;
        foreach (SpanRecord span in _run.Spans.Where(static span => span.First >= 0))
        {
            WritePair(span.Text, "fault", id++, span.First, _starts[span.Last] + 1, Math.Max(0, span.Host));
        }

        foreach (TimelineTimer timer in _run.Timers.Where(static timer => timer.SetIn >= 0 && timer.End >= 0))
        {
            WritePair(timer.Fired ? "timer" : "timer, canceled", "timer", id++, timer.SetIn, _starts[timer.End], _run.Lanes[_run.LaneOf[timer.SetIn]].Host);
        }

        foreach (BlockRecord block in _run.Blocks)
        {
            long end = block.ResumedIn >= 0 ? _starts[block.ResumedIn] : _starts[^1] + 1;
            WritePair("blocked", "blocked", id++, block.Step, end, _run.Lanes[_run.LaneOf[block.Step]].Host);
        }
    }

    private void WritePair(string name, string category, int id, int first, long end, int host)
    {
        Begin(name, "b", host, LaneOf(first).Thread, _starts[first], category);
        _json.WriteNumber("id", id);
        _json.WriteEndObject();
        Begin(name, "e", host, LaneOf(first).Thread, Math.Max(end, _starts[first]), category);
        _json.WriteNumber("id", id);
        _json.WriteEndObject();
    }

    private void WriteFlow(string name, string phase, int id, int step, string category)
    {
        (int host, int thread) = LaneOf(step);
        Begin(name, phase, host, thread, _starts[step], category);
        _json.WriteNumber("id", id);
        if (phase == "f")
        {
            // The end belongs to the step that encloses it, not to the next one.
            _json.WriteString("bp", "e");
        }

        _json.WriteEndObject();
    }

    private void WriteInstant(string name, int step, string scope)
    {
        (int host, int thread) = LaneOf(step);
        Begin(name, "i", host, thread, _starts[step], "note");
        _json.WriteString("s", scope);
        _json.WriteEndObject();
    }

    private void Begin(string name, string phase, int host, int thread, long time, string? category)
    {
        _json.WriteStartObject();
        _json.WriteString("name", name);
        if (category is not null)
        {
            _json.WriteString("cat", category);
        }

        _json.WriteString("ph", phase);
        _json.WriteNumber("ts", time);

        // Neither may be 0: to Perfetto that is the idle process.
        _json.WriteNumber("pid", host + 1);
        _json.WriteNumber("tid", thread);
    }

    private (int Host, int Thread) LaneOf(int step)
    {
        int lane = _run.LaneOf[step];
        return (_run.Lanes[lane].Host, lane + 1);
    }
}
