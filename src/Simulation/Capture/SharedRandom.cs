using Sim.Capture;

namespace Sim;

/// <summary>Makes <see cref="Random"/>.Shared on carriers a generator of ours: one for all of them, seeded anew in each run.</summary>
internal static class SharedRandom
{
    private static readonly object s_generator = MakeGenerator();
    private static readonly FieldRef<ulong> s_s0 = new(s_generator, "_s0");
    private static readonly FieldRef<ulong> s_s1 = new(s_generator, "_s1");
    private static readonly FieldRef<ulong> s_s2 = new(s_generator, "_s2");
    private static readonly FieldRef<ulong> s_s3 = new(s_generator, "_s3");

    /// <summary>Gives the calling thread our generator.</summary>
    public static void Install() =>
        RuntimeMember.Field(RuntimeMember.Type("System.Random+ThreadSafeRandom"), "t_random").SetValue(null, s_generator);

    public static void Seed(ulong seed)
    {
        var random = new RandomSource(seed);
        s_s0.Of(s_generator) = random.Next();
        s_s1.Of(s_generator) = random.Next();
        s_s2.Of(s_generator) = random.Next();
        s_s3.Of(s_generator) = random.Next() | 1;
    }

    private static object MakeGenerator() =>
        Activator.CreateInstance(RuntimeMember.Type("System.Random+XoshiroImpl"), nonPublic: true)!;
}
