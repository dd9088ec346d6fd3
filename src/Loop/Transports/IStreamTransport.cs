namespace Sim.Transports;

/// <summary>One end of a connection.</summary>
public interface IStreamTransport : ITransport
{
    /// <summary>Whether <see cref="WriteEof"/> works on this transport.</summary>
    bool CanWriteEof { get; }

    /// <summary>Whether what arrives is read: neither paused nor closing, nor at its end.</summary>
    bool IsReading { get; }

    /// <summary>Sends bytes: what the machine takes at once, and the rest as it can. Never waits.</summary>
    /// <param name="data">Copied as far as it is not sent at once. After the connection broke it is dropped, as the protocol was or will be told.</param>
    /// <exception cref="InvalidOperationException"><see cref="WriteEof"/> was called.</exception>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>Writes no more: the other side reads to the end once everything is sent. Reading goes on. A second call does nothing.</summary>
    /// <exception cref="NotSupportedException"><see cref="CanWriteEof"/> is false.</exception>
    void WriteEof();

    /// <summary>Stops reading, so that the other side has to wait. A second call, and one on a closing transport, does nothing.</summary>
    void PauseReading();

    /// <summary>Reads again. Without effect where it is not paused, or closing.</summary>
    void ResumeReading();
}
