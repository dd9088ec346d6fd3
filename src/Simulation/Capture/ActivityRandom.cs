using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sim.Capture;

/// <summary>
/// Makes the ids of activities (traces and spans) on carriers come from a generator of ours: one for all of them, seeded anew in
/// each run. The runtime keeps one a thread, seeded from Guids, in a class of System.Diagnostics.DiagnosticSource (.NET 10.0.12).
/// </summary>
internal static class ActivityRandom
{
    private static readonly Type s_type = RuntimeMember.Type(typeof(Activity).Assembly, "System.Diagnostics.RandomNumberGenerator");
    private static readonly FieldInfo s_ofThread = RuntimeMember.Field(s_type, "t_random");
    private static readonly object s_generator = Activator.CreateInstance(s_type)!;
    private static readonly FieldRef<ulong> s_s0 = new(s_generator, "_s0");
    private static readonly FieldRef<ulong> s_s1 = new(s_generator, "_s1");
    private static readonly FieldRef<ulong> s_s2 = new(s_generator, "_s2");
    private static readonly FieldRef<ulong> s_s3 = new(s_generator, "_s3");

    // Its constructor draws two Guids: not inside the first step that starts an activity, or that step would differ from all later ones.
    static ActivityRandom() => RuntimeHelpers.RunClassConstructor(typeof(Activity).TypeHandle);

    /// <summary>Gives the calling thread our generator.</summary>
    public static void Install() => s_ofThread.SetValue(null, s_generator);

    public static void Seed(ulong seed)
    {
        var random = new RandomSource(seed);
        s_s0.Of(s_generator) = random.Next();
        s_s1.Of(s_generator) = random.Next();
        s_s2.Of(s_generator) = random.Next();
        s_s3.Of(s_generator) = random.Next() | 1;
    }
}
