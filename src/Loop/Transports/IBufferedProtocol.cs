namespace Sim.Transports;

/// <summary>The protocol of a connection that provides the memory into which is received.</summary>
public interface IBufferedProtocol : IProtocol
{
    /// <summary>Where to put what arrives. Called before each receive.</summary>
    /// <param name="sizeHint">How many bytes would be welcome; at least 1. The memory may be smaller or larger.</param>
    /// <returns>Not empty; it must stay valid until <see cref="BufferUpdated"/> or <see cref="IProtocol.ConnectionLost"/>.</returns>
    Memory<byte> GetBuffer(int sizeHint);

    /// <summary>Bytes have arrived.</summary>
    /// <param name="count">How many stand at the start of the memory that <see cref="GetBuffer"/> gave last; at least 1.</param>
    void BufferUpdated(int count);

    /// <inheritdoc cref="IStreamProtocol.EofReceived" />
    bool EofReceived() => false;
}
