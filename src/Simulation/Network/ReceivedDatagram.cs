using System.Net;

namespace Sim;

/// <summary>What a datagram socket received.</summary>
/// <param name="Length">How many bytes of it are in the buffer.</param>
/// <param name="RemoteEndPoint">The address and port of the sender.</param>
/// <param name="IsTruncated">Whether the buffer was too small: the rest of the datagram is lost, as with sockets on Linux.</param>
public readonly record struct ReceivedDatagram(int Length, IPEndPoint RemoteEndPoint, bool IsTruncated);
