namespace Sim.Transports;

/// <summary>The protocol of a connection that is handed what arrives.</summary>
public interface IStreamProtocol : IProtocol
{
    /// <summary>Bytes have arrived.</summary>
    /// <param name="data">Never empty. Valid until the call returns: the memory is the loop's and used again.</param>
    void DataReceived(ReadOnlySpan<byte> data);

    /// <summary>The other side writes no more.</summary>
    /// <returns>True to stay open for writing, until <see cref="ITransport.Close"/>; false, the default, to close.</returns>
    bool EofReceived() => false;
}
