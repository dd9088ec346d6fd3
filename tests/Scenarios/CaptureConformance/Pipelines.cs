using System.IO.Pipelines;
using System.Text;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

public class Pipelines(ITestOutputHelper output) : ConformanceTests<Pipelines>(output)
{
    public static Conformance A_reader_sees_all_bytes_in_chunks_of_any_cut => Body(async () =>
    {
        Pipe pipe = new();
        Task writer = Task.Run(() => WriteAsync(pipe.Writer, "a", "b"));
        string chunks = await ReadChunksAsync(pipe.Reader);
        await writer;
        return chunks;
    }).Allows("ab|", "a|b|");

    public static Conformance Without_a_context_the_cut_is_as_free => Body(async () =>
    {
        Pipe pipe = new(new PipeOptions(useSynchronizationContext: false));
        Task writer = Task.Run(() => WriteAsync(pipe.Writer, "a", "b"));
        string chunks = await ReadChunksAsync(pipe.Reader);
        await writer;
        return chunks;
    }).Allows("ab|", "a|b|");

    public static Conformance A_full_pipe_pauses_its_writer_until_the_reader_consumes => Body(async () =>
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 4, resumeWriterThreshold: 2));
        ValueTask<FlushResult> flush = pipe.Writer.WriteAsync("abcd"u8.ToArray());
        bool paused = !flush.IsCompleted;
        ReadResult read = await pipe.Reader.ReadAsync();
        pipe.Reader.AdvanceTo(read.Buffer.GetPosition(1));
        bool stillPaused = !flush.IsCompleted;
        read = await pipe.Reader.ReadAsync();
        pipe.Reader.AdvanceTo(read.Buffer.End);
        FlushResult flushed = await flush;
        return $"{paused} {stillPaused} {flushed.IsCompleted}";
    }).Allows("True True False");

    public static Conformance Backpressure_delivers_every_byte => Body(async () =>
    {
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 2, resumeWriterThreshold: 1, useSynchronizationContext: false));
        Task writer = Task.Run(() => WriteAsync(pipe.Writer, "ab", "cd", "ef"));
        string chunks = await ReadChunksAsync(pipe.Reader);
        await writer;
        return chunks.Replace("|", "");
    }).Allows("abcdef");

    public static Conformance An_inline_reader_runs_inside_the_flush => Body(() => FlushWhileReadAsync(PipeScheduler.Inline))
        .Allows("aWb");

    public static Conformance A_pool_reader_never_runs_inside_the_flush => Body(() => FlushWhileReadAsync(PipeScheduler.ThreadPool))
        .Allows("abW")
        .Gap("aWb", Reasons.AtomicStep);

    public static Conformance CancelPendingRead_wakes_the_reader => Body(async () =>
    {
        Pipe pipe = new();
        Task cancel = Task.Run(pipe.Reader.CancelPendingRead);
        ReadResult read = await pipe.Reader.ReadAsync();
        await cancel;
        return $"{read.IsCanceled} {read.IsCompleted}";
    }).Allows("True False");

    public static Conformance A_fault_given_to_Complete_reaches_the_reader => Body(async () =>
    {
        Pipe pipe = new();
        Task complete = Task.Run(() => pipe.Writer.Complete(new InvalidOperationException("boom")));
        try
        {
            await pipe.Reader.ReadAsync();
            return "nothing";
        }
        catch (InvalidOperationException thrown)
        {
            await complete;
            return thrown.Message;
        }
    }).Allows("boom");

    public static Conformance Two_pipes_echo => Body(async () =>
    {
        Pipe there = new();
        Pipe back = new();
        Task echo = Task.Run(async () =>
        {
            await there.Reader.CopyToAsync(back.Writer);
            await back.Writer.CompleteAsync();
        });
        Task<string> answer = ReadChunksAsync(back.Reader);
        await WriteAsync(there.Writer, "a", "b", "c");
        await echo;
        return (await answer).Replace("|", "");
    }).Allows("abc");

    private static async Task WriteAsync(PipeWriter writer, params string[] parts)
    {
        foreach (string part in parts)
        {
            await writer.WriteAsync(Encoding.ASCII.GetBytes(part));
            await Task.Yield();
        }

        await writer.CompleteAsync();
    }

    private static async Task<string> ReadChunksAsync(PipeReader reader)
    {
        StringBuilder chunks = new();
        bool completed = false;
        while (!completed)
        {
            ReadResult read = await reader.ReadAsync();
            chunks.Append(read.Buffer.IsEmpty ? "" : $"{Encoding.ASCII.GetString(read.Buffer)}|");
            reader.AdvanceTo(read.Buffer.End);
            completed = read.IsCompleted;
        }

        return chunks.ToString();
    }

    private static async Task<string> FlushWhileReadAsync(PipeScheduler scheduler)
    {
        Pipe pipe = new(new PipeOptions(readerScheduler: scheduler, useSynchronizationContext: false));
        Trail trail = new();
        async Task Read()
        {
            await pipe.Reader.ReadAsync();
            trail.Add("W");
        }

        Task reader = Read();
        trail.Add("a");
        await pipe.Writer.WriteAsync("x"u8.ToArray());
        trail.Add("b");
        await reader;
        return trail.ToString();
    }
}
