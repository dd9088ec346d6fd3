using System.Net.Sockets;

namespace Sim;

/// <summary>A descriptor that a selector knows, and what becomes of what happens there.</summary>
/// <param name="handle">The descriptor; on Windows the socket's handle.</param>
internal abstract class Watch(nint handle)
{
    public nint Handle { get; } = handle;

    /// <summary>What the selector waits for; set by it.</summary>
    public Interest Interest { get; set; }

    /// <summary>The descriptor as .NET knows it, for selectors that ask .NET.</summary>
    public abstract Socket Socket { get; }

    /// <summary>Whether a transport owns it, so that nobody else may wait there.</summary>
    public abstract bool IsOwned { get; }

    /// <summary>Whether it is to be told once of what arrives, and reads all of it then, where a selector knows the difference.</summary>
    public virtual bool IsEdgeTriggered => false;

    /// <summary>Puts what happened into the loop's ready set. Called by the selector, for no more than the interest at that moment, and the end.</summary>
    public abstract void Happened(EventLoop loop, Interest what);

    /// <summary>The loop closes: what is owned is let go.</summary>
    public abstract void Abandon();
}
