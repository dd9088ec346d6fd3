namespace Sim.Transports;

/// <summary>
/// What a program makes of a transport: the loop calls it, on its own thread, when something happened. A connection's protocol is an
/// <see cref="IStreamProtocol"/> or an <see cref="IBufferedProtocol"/>, a datagram socket's an <see cref="IDatagramProtocol"/>.
/// </summary>
/// <remarks>
/// An exception that leaves one of these methods is a fatal error of this transport alone: it is reported to the loop's exception handler
/// (<see cref="EventLoop.SetExceptionHandler"/>) and the transport is aborted.
/// </remarks>
public interface IProtocol
{
    /// <summary>The transport is there: called once, before everything else.</summary>
    /// <param name="transport">To write to, pause and close.</param>
    void ConnectionMade(ITransport transport);

    /// <summary>The transport is gone: called exactly once, after everything else, if <see cref="ConnectionMade"/> was.</summary>
    /// <param name="error">Why; null where either side ended it in good order, or it was aborted.</param>
    void ConnectionLost(Exception? error);

    /// <summary>More waits to be sent than <see cref="WriteBufferLimits.High"/>: write no more until <see cref="ResumeWriting"/>.</summary>
    /// <remarks>Called from inside of the write that reached the limit.</remarks>
    void PauseWriting()
    {
    }

    /// <summary>After <see cref="PauseWriting"/>: what waits has sunk to <see cref="WriteBufferLimits.Low"/> or below.</summary>
    void ResumeWriting()
    {
    }
}
