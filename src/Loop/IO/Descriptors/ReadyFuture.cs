using System.Net.Sockets;

namespace Sim;

/// <summary>Is done once a socket of a program's own is ready. Canceling it frees the descriptor.</summary>
internal sealed class ReadyFuture : LoopFuture<bool>, IExplainedWait
{
    private readonly Socket _socket;
    private readonly Interest _side;

    /// <exception cref="InvalidOperationException">Somebody waits there already.</exception>
    public ReadyFuture(EventLoop loop, Socket socket, Interest side)
        : base(loop)
    {
        (_socket, _side) = (socket, side);
        if (loop.HasCallback(socket, side))
        {
            throw new InvalidOperationException($"Somebody else waits until this socket can be {(side == Interest.Read ? "read" : "written")}: one at a time.");
        }

        if (side == Interest.Read)
        {
            loop.AddReader(socket, Done);
        }
        else
        {
            loop.AddWriter(socket, Done);
        }
    }

    string IExplainedWait.What => _side == Interest.Read ? "a socket to read from" : "a socket to write to";

    public override bool Cancel(string? reason = null)
    {
        if (!IsDone)
        {
            Free();
        }

        return base.Cancel(reason);
    }

    private void Done()
    {
        Free();
        TrySetResult(true);
    }

    /// <summary>One that was closed meanwhile is free already.</summary>
    private void Free()
    {
        if (_socket.SafeHandle.IsClosed)
        {
            return;
        }

        if (_side == Interest.Read)
        {
            Loop.RemoveReader(_socket);
        }
        else
        {
            Loop.RemoveWriter(_socket);
        }
    }
}
