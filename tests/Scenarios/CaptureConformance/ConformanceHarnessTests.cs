namespace Sim.Scenarios.CaptureConformance;

public class ConformanceHarnessTests
{
    [Fact]
    public void Every_case_states_outcomes_or_an_escape() =>
        Assert.All(ConformanceRegistry.All, it => Assert.True(it.Outcomes.Count > 0 || it.WhyEscapes is not null, it.Id));

    [Fact]
    public void No_case_states_an_outcome_twice() =>
        Assert.All(ConformanceRegistry.All, it => Assert.Distinct(it.Outcomes.Select(possible => possible.Outcome)));

    [Fact]
    public async Task The_pool_arm_fails_on_an_outcome_outside_the_set()
    {
        Conformance wrong = new Conformance(() => Task.FromResult("c")).Allows("a", "b");
        await Assert.ThrowsAnyAsync<global::Xunit.Sdk.XunitException>(() => PoolArm.VerifyAsync(wrong));
    }

    [Fact]
    public async Task The_pool_arm_fails_on_a_deviation_of_capture()
    {
        Conformance wrong = new Conformance(() => Task.FromResult("b")).Allows("a").Deviation("b", "a reason");
        await Assert.ThrowsAnyAsync<global::Xunit.Sdk.XunitException>(() => PoolArm.VerifyAsync(wrong));
    }

    [Fact]
    [Trait("Arm", "Capture")]
    public void A_case_found_by_its_id_runs_under_one_seed_to_one_fingerprint()
    {
        string id = ConformanceRegistry.All.First(it => it.WhyEscapes is null).Id;
        string fingerprint = ConformanceRegistry.Run(id, seed: 7).Fingerprint;
        Assert.NotEmpty(fingerprint);
        Assert.Equal(fingerprint, ConformanceRegistry.Run(id, seed: 7).Fingerprint);
    }

    [Fact]
    public void Every_id_is_the_file_and_the_case() =>
        Assert.All(ConformanceRegistry.All, it => Assert.Matches("^[A-Z][A-Za-z]+/[A-Z][A-Za-z0-9_]+$", it.Id));
}
