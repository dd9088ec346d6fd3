namespace Sim;

/// <summary>A <see cref="Random"/> whose every number is a recorded draw: shrinking drives it toward the lowest.</summary>
internal sealed class SimulatedRandom(World world) : Random(0)
{
    private const int HalfBits = 26;

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return world.Draw(ChoiceDomain.Test, maxValue);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)NextInt64(minValue, maxValue);
    }

    public override long NextInt64() => NextInt64(long.MaxValue);

    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return maxValue <= int.MaxValue
            ? world.Draw(ChoiceDomain.Test, (int)maxValue)
            : (long)(Sample() * maxValue);
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        ulong range = (ulong)(maxValue - minValue);
        return range <= int.MaxValue
            ? minValue + world.Draw(ChoiceDomain.Test, (int)range)
            : minValue + (long)(ulong)(Sample() * range);
    }

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        foreach (ref byte item in buffer)
        {
            item = (byte)world.Draw(ChoiceDomain.Test, 256);
        }
    }

    public override double NextDouble() => Sample();

    public override float NextSingle() => world.Draw(ChoiceDomain.Test, 1 << 24) * (1f / (1 << 24));

    /// <summary>Two draws of 26 bits each: 2^-52 is the grain.</summary>
    protected override double Sample()
    {
        long high = world.Draw(ChoiceDomain.Test, 1 << HalfBits);
        long low = world.Draw(ChoiceDomain.Test, 1 << HalfBits);
        return ((high << HalfBits) | low) * (1.0 / (1L << (2 * HalfBits)));
    }
}
