using System.Diagnostics;

namespace Sim.Properties.Runs;

/// <summary>What a watchdog asks of a process that may end at any moment.</summary>
public class ProcessorWaitTests
{
    /// <summary>There are moments in which a process is gone and nobody has been told: a third of those that are asked again and again until they end are asked in one.</summary>
    /// <remarks>Seen to fail: only the end that is known is expected, as the tool did, which an exception then ended beside a worker that died.</remarks>
    [Fact]
    public void A_process_that_ends_while_it_is_asked_has_computed_nothing()
    {
        for (int i = 0; i < 60; i++)
        {
            using Process process = Process.Start("true");
            while (!process.HasExited)
            {
                Assert.True(ProcessorWait.AndTimeOf(process) >= TimeSpan.Zero);
            }

            Assert.Equal(TimeSpan.Zero, ProcessorWait.AndTimeOf(process));
        }
    }
}
