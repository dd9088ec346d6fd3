using System.ComponentModel;
using System.Text;
using Sim.Scenarios.IO.Machine;
using static Sim.Scenarios.IO.Machine.MachineLoops;
using static Sim.Scenarios.Streams.Pairs;

namespace Sim.Scenarios.Processes;

/// <summary>Child processes: what they are given, and what is heard of them.</summary>
public class ProcessTests
{
    [Theory]
    [BothSelectors]
    public void A_process_is_given_input_and_tells_output_errors_and_how_it_ended__test_communicate(SelectorKind kind) => Run(kind, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("sh", "-c", "cat; echo wrong >&2; exit 3");
        ProcessOutput output = await process.CommunicateAsync("hello"u8.ToArray());
        Assert.Equal((3, "hello", "wrong\n"), (output.ExitCode, output.OutputText, output.ErrorText));
        Assert.Equal(3, process.ExitCode);
    });

    [Theory]
    [BothSelectors]
    public void A_conversation_line_by_line__test_stdin_stdout(SelectorKind kind) => Run(kind, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("cat");
        for (int i = 0; i < 10; i++)
        {
            process.Input.Write($"line {i}\n");
            Assert.Equal($"line {i}", await process.Output.ReadTextLineAsync());
        }

        Assert.Null(process.ExitCode);
        process.Input.WriteEof();
        Assert.Empty(await process.Output.ReadToEndAsync());
        Assert.Equal(0, await process.WaitAsync());
        await process.Input.WaitClosedAsync();
    });

    /// <remarks>Seen to stand still when the input was written before the output was read.</remarks>
    [Theory]
    [BothSelectors]
    public void Much_goes_in_and_comes_out_twice_without_a_deadlock__test_stdin_stdout_big(SelectorKind kind) => Run(kind, async loop =>
    {
        byte[] much = Pattern(3_000_000);
        await using LoopProcess process = await loop.CreateProcessAsync("sh", "-c", "tee /dev/stderr");
        ProcessOutput output = await process.CommunicateAsync(much);
        Assert.True(much.AsSpan().SequenceEqual(output.Output.Span));
        Assert.True(much.AsSpan().SequenceEqual(output.Error.Span));
    });

    /// <remarks>Seen to fail when CommunicateAsync threw what writing threw.</remarks>
    [Theory]
    [BothSelectors]
    public void One_that_reads_little_of_its_input_is_no_error__test_communicate_ignore_broken_pipe(SelectorKind kind) => Run(kind, async loop =>
    {
        foreach (string script in (string[])["head -c 5", "exec 0<&-; printf 'none.'"])
        {
            await using LoopProcess process = await loop.CreateProcessAsync("sh", "-c", script);
            ProcessOutput output = await process.CommunicateAsync(Encoding.UTF8.GetBytes(new string('x', 3_000_000)));
            Assert.Equal((0, 5), (output.ExitCode, output.Output.Length));
        }
    });

    /// <remarks>Seen to fail when the pipe was not waited for once nothing was to be written.</remarks>
    [Fact]
    public void An_input_that_nobody_reads_any_more_is_closed__test_stdin_broken_pipe() => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync("sh", "-c", "exec 0<&-; echo closed; exec sleep 1000");
        Assert.Equal("closed", await process.Output.ReadTextLineAsync());
        await process.Input.WaitClosedAsync();
        process.Input.Write("dropped");
        await Assert.ThrowsAsync<IOException>(async () => await process.Input.DrainAsync());
    });

    /// <remarks>Seen to fail when reading went on whatever was buffered.</remarks>
    [Theory]
    [BothSelectors]
    public void One_that_writes_and_is_not_read_has_to_wait__test_pause_reading(SelectorKind kind) => Run(kind, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync(new ProcessOptions { FileName = "yes", Limit = 1000 });
        await Until(() => process.Output.Available > 2000);
        int buffered = process.Output.Available;
        for (int i = 0; i < 50; i++)
        {
            await LoopTask.Sleep(TimeSpan.Zero);
        }

        Assert.Equal(buffered, process.Output.Available);
        Assert.Equal("y", await process.Output.ReadTextLineAsync());
    });

    [Fact]
    public void Where_it_runs_and_in_what_environment_can_be_said() => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync(new ProcessOptions
        {
            FileName = "sh",
            Arguments = ["-c", "pwd; echo \"$SIM_ONE-${HOME-none}\"; printf '%s|' \"$@\"", "sh", "a b", "$x*", ""],
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string?> { ["SIM_ONE"] = "1", ["HOME"] = null },
        });
        Assert.Equal("/\n1-none\na b|$x*||", (await process.CommunicateAsync()).OutputText);
    });

    [Fact]
    public void A_stream_that_is_not_piped_cannot_be_used() => Run(SelectorKind.Own, async loop =>
    {
        await using LoopProcess process = await loop.CreateProcessAsync(new ProcessOptions { FileName = "true", PipesInput = false, PipesOutput = false, PipesError = false });
        Assert.Contains("PipesInput", Assert.Throws<InvalidOperationException>(() => process.Input).Message);
        Assert.Contains("PipesOutput", Assert.Throws<InvalidOperationException>(() => process.Output).Message);
        Assert.Contains("PipesError", Assert.Throws<InvalidOperationException>(() => process.Error).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => process.CommunicateAsync(new byte[1]));
        ProcessOutput output = await process.CommunicateAsync();
        Assert.Equal((0, 0, 0), (output.ExitCode, output.Output.Length, output.Error.Length));
    });

    [Fact]
    public void What_cannot_be_started_is_refused() => Run(SelectorKind.Own, async loop =>
    {
        await Assert.ThrowsAsync<Win32Exception>(() => loop.CreateProcessAsync("sim-has-no-such-program"));
        await Assert.ThrowsAsync<ArgumentException>(() => loop.CreateProcessAsync(""));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => loop.CreateProcessAsync(new ProcessOptions { FileName = "true", Limit = 0 }));
        await LoopTask.ToThread(() => Assert.ThrowsAsync<InvalidOperationException>(() => loop.CreateProcessAsync("true")).GetAwaiter().GetResult());
    });

    /// <remarks>Seen to fail when nobody asked whether the loop is simulated.</remarks>
    [Fact]
    public void Processes_are_not_simulated()
    {
        RunResult run = Simulator.Run(static async _ =>
        {
            NotSimulatedException thrown = await Assert.ThrowsAsync<NotSimulatedException>(static () => EventLoop.Current.CreateProcessAsync("true"));
            Assert.Contains("as a host of the simulation", thrown.Message);
            EventLoop.Run(static async () => await Assert.ThrowsAsync<NotSimulatedException>(static () => EventLoop.Current.CreateProcessAsync("true")));
        });
        Assert.True(run.Outcome == RunOutcome.Passed, run.Story);
    }
}
