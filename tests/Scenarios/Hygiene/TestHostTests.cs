namespace Sim.Scenarios.Hygiene;

public class TestHostTests
{
    [Fact]
    public void The_test_host_runs_with_the_processor_count_that_exact_capture_needs() => Assert.Equal(33, Environment.ProcessorCount);
}
