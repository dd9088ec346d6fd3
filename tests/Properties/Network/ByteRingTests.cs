using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Network;

public class ByteRingTests
{
    private const int Limit = 4_096;

    /// <summary>Numbers of bytes to write, and, negative, to read.</summary>
    private static Arbitrary<int[]> Operations => Arb.From(
        Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(-900, 900)), (1, Gen.Choose(-Limit, Limit)))).Resize(60),
        static operations => operations.Select((_, i) => (int[])[.. operations[..i], .. operations[(i + 1)..]]));

    /// <remarks>Mutation: seen to fail when a ring that grows left behind what lay at its beginning, and when reading did not wrap round.</remarks>
    [Fact]
    public void A_ring_is_a_queue_of_bytes() => Holds.ForAll(Operations, static operations =>
    {
        var ring = new ByteRing(Limit);
        var model = new Queue<byte>();
        byte next = 0;
        foreach (int operation in operations)
        {
            Apply(operation, ring, model, ref next);
            Assert.Equal((model.Count, Limit - model.Count), (ring.Count, ring.Free));
        }

        Apply(-Limit, ring, model, ref next);
    });

    private static void Apply(int operation, ByteRing ring, Queue<byte> model, ref byte next)
    {
        var bytes = new byte[operation > 0 ? Math.Min(operation, ring.Free) : Math.Min(-operation, ring.Count)];
        if (operation > 0)
        {
            foreach (ref byte each in bytes.AsSpan())
            {
                model.Enqueue(each = next++);
            }

            ring.Write(bytes);
        }
        else
        {
            ring.Read(bytes);
            Assert.All(bytes, each => Assert.Equal(model.Dequeue(), each));
        }
    }
}
