using System.Diagnostics;

namespace Sim.Scenarios.Conformance;

/// <summary>
/// SIGINT, sent to a process of its own.
/// Seen to fail: the first test with a watch that left every signal to the process, which then died of it; the third when the count of requests was not
/// looked at. With a watch that kept every signal the process of the second test did not end.
/// </summary>
public class InterruptTests
{
    private const int DiedOfIt = 128 + 2;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void B145_The_first_interrupt_cancels_main_and_is_surfaced__test_interrupt_wait()
    {
        using Process process = Start("");
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        Interrupt(process);
        Assert.Equal((3, "cleaned up\ninterrupted\n"), End(process));
    }

    [Fact]
    public void B145_The_second_interrupt_ends_the_process_at_once__test_interrupt_call_soon()
    {
        using Process process = Start("stubborn");
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        Interrupt(process);
        Assert.Equal("goes on", process.StandardOutput.ReadLine());
        Interrupt(process);
        Assert.Equal((DiedOfIt, ""), End(process));
    }

    [Fact]
    public void B145_A_main_that_was_canceled_before_is_canceled_and_not_interrupted__test_interrupt_cancelled_task()
    {
        using Process process = Start("canceled");
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        Assert.Equal("waits for a signal", process.StandardOutput.ReadLine());
        Interrupt(process);
        Assert.Equal((4, "cleaned up\ncanceled\n"), End(process));
    }

    /// <remarks>Seen to fail when the watch canceled main all the same, also for the signal with which the handler took itself back.</remarks>
    [Fact]
    public void B029_A_handler_of_the_programs_own_keeps_main_running_until_it_is_taken_back__test_add_signal_handler()
    {
        using Process process = Start("handling");
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        for (int i = 0; i < 2; i++)
        {
            Interrupt(process);
            Assert.Equal("handled", process.StandardOutput.ReadLine());
        }

        Interrupt(process);
        Assert.Equal((3, "cleaned up\ninterrupted\n"), End(process));
    }

    /// <summary>Whoever started the tests may ignore the signal, and children inherit that.</summary>
    private static Process Start(string manner)
    {
        ProcessStartInfo start = new("env") { RedirectStandardOutput = true };
        foreach (string argument in (string[])["--default-signal=INT", Environment.ProcessPath!, "exec", Dll, manner])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static string Dll { get; } =
        Path.Combine(Hygiene.Repository.Root, "tests/Fixtures/Interrupt/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/Sim.Interrupt.dll");

    /// <summary>How it ended, and what it said last; one that does not end is killed.</summary>
    private static (int Code, string Said) End(Process process)
    {
        if (!process.WaitForExit(s_patience))
        {
            process.Kill();
        }

        process.WaitForExit();
        return (process.ExitCode, process.StandardOutput.ReadToEnd());
    }

    private static void Interrupt(Process process)
    {
        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
