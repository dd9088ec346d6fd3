namespace Sim.Scenarios.Tool;

public sealed class RandomBytesTests
{
    /// <summary>The run that fails is found in a warm process and replayed in cold ones; the fingerprint covers the lines with the ids.</summary>
    [Fact]
    public async Task Ids_that_code_draws_for_itself_are_the_same_in_every_process()
    {
        var first = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Draws_ids_for_itself", "--seed", "7");
        var second = await SimTool.RunAsync("explore", SimTool.Fixtures, "--filter", "Draws_ids_for_itself", "--seed", "7");

        Assert.Contains("no id begins with a zero", first.Output, StringComparison.Ordinal);
        Assert.Contains("Confirmed twice in fresh processes, fingerprint", first.Output, StringComparison.Ordinal);
        Assert.Equal(SimTool.TokenIn(first), SimTool.TokenIn(second));
        Assert.NotEqual("", SimTool.TokenIn(first));
    }
}
