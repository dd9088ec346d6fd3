using System.Net;

namespace Sim.Transports;

/// <summary>A socket that listens: each connection gets a protocol of its own. Use it on its loop's thread.</summary>
public interface ITransportListener : IDisposable
{
    /// <summary>Where it listens, with the port that was chosen if none was asked for.</summary>
    EndPoint LocalEndPoint { get; }

    /// <summary>Whether it accepts: neither paused nor closed.</summary>
    bool IsAccepting { get; }

    /// <summary>Whether it is closed.</summary>
    bool IsClosed { get; }

    /// <summary>Leaves new connections in the machine's queue, which is as long as <see cref="ListenOptions.Backlog"/> says.</summary>
    void PauseAccepting();

    /// <summary>Accepts again. Without effect where it is not paused, or closed.</summary>
    void ResumeAccepting();

    /// <summary>Listens no more; connections that were accepted stay. A second call does nothing.</summary>
    void Close();
}
