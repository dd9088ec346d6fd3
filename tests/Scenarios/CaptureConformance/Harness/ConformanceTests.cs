using System.Runtime.CompilerServices;
using Xunit.Abstractions;

namespace Sim.Scenarios.CaptureConformance;

/// <summary>
/// The base of a conformance file. Every public static property of type <see cref="Conformance"/> is a case, and runs in
/// both arms.
/// </summary>
/// <remarks>All files share one collection: bodies that wait in real time would otherwise starve each other.</remarks>
[Collection("Capture conformance")]
public abstract class ConformanceTests<TFile>(ITestOutputHelper output)
    where TFile : ConformanceTests<TFile>
{
    public static TheoryData<string> PoolCases =>
        [.. ConformanceRegistry.Of(typeof(TFile)).Where(it => it.WhyOnlyUnderCapture is null).Select(it => it.Id)];

    public static TheoryData<string> CaptureCases => [.. ConformanceRegistry.Of(typeof(TFile)).Select(it => it.Id)];

    [Theory]
    [Trait("Arm", "Pool")]
    [MemberData(nameof(PoolCases))]
    public async Task On_the_thread_pool_every_outcome_is_allowed(string id) =>
        output.WriteLine(await PoolArm.VerifyAsync(ConformanceRegistry.Find(id)));

    [Theory]
    [Trait("Arm", "Capture")]
    [MemberData(nameof(CaptureCases))]
    public void Under_capture_every_allowed_outcome_is_reached_and_no_other(string id) =>
        output.WriteLine(CaptureArm.Verify(ConformanceRegistry.Find(id)));

    /// <summary>Declares a case; its id is the file and the property.</summary>
    protected static Conformance Body(Func<Task<string>> body, [CallerMemberName] string name = "") =>
        new(body) { Id = $"{typeof(TFile).Name}/{name}" };

    /// <summary>Declares a case whose body blocks its thread instead of awaiting.</summary>
    protected static Conformance BlockingBody(Func<string> body, [CallerMemberName] string name = "") =>
        Body(() => Task.FromResult(body()), name);
}
