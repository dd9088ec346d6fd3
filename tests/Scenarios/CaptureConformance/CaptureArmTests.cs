using Xunit.Sdk;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>The capture arm can fail, in each of the ways in which it should.</summary>
[Collection("Capture conformance")]
[Trait("Arm", "Capture")]
public class CaptureArmTests
{
    [Fact]
    public void It_passes_where_each_allowed_outcome_is_reached() =>
        Assert.Contains("\"a\" from seed 0", CaptureArm.Verify(Returning("a").Allows("a")));

    [Fact]
    public void It_fails_on_an_outcome_outside_the_set() =>
        Assert.Contains("not allowed", MessageOf(Returning("c").Allows("a")));

    [Fact]
    public void It_fails_on_an_outcome_that_no_seed_reaches() =>
        Assert.Contains("\"b\" is not reached", MessageOf(Returning("a").Allows("a", "b")));

    [Fact]
    public void It_fails_on_a_gap_that_is_reached() =>
        Assert.Contains("listed as a gap", MessageOf(Returning("a").Gap("a", "a reason")));

    [Fact]
    public void It_fails_where_an_expected_escape_is_not_reported() =>
        Assert.Contains("no escape was reported", MessageOf(Returning("a").Escapes("a reason")));

    [Fact]
    public void It_fails_where_one_seed_gives_two_outcomes()
    {
        int calls = 0;
        Conformance fickle = new Conformance(() => Task.FromResult($"{calls++ % 2}")).Allows("0", "1");
        Assert.Contains("then 1", MessageOf(fickle));
    }

    [Fact]
    public void It_tells_how_a_run_ended_that_did_not_pass()
    {
        Conformance failing = new Conformance(() => throw new InvalidOperationException("boom")).Allows("a");
        Assert.Contains("\"<Failed>\" is not allowed", MessageOf(failing));
    }

    private static Conformance Returning(string outcome) =>
        new Conformance(() => Task.FromResult(outcome)) { Id = $"Returning/{outcome}" }.Seeds(3);

    private static string MessageOf(Conformance it) => Assert.ThrowsAny<XunitException>(() => CaptureArm.Verify(it)).Message;
}
