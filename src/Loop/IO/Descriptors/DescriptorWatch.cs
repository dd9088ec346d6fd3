using System.Net.Sockets;

namespace Sim;

/// <summary>A descriptor of a program's own, with a callback each for reading and for writing.</summary>
internal sealed class DescriptorWatch(nint handle, Socket? socket) : Watch(handle)
{
    private ReadyCallback? _reader;
    private ReadyCallback? _writer;
    private Socket? _socket = socket;

    /// <summary>A descriptor that is no socket makes .NET refuse: only sockets can be asked in turn.</summary>
    public override Socket Socket => _socket ??= new Socket(new SafeSocketHandle(Handle, ownsHandle: false));

    public override bool IsOwned => false;

    /// <summary>Those for which there is a callback.</summary>
    public Interest Wanted => (_reader is null ? 0 : Interest.Read) | (_writer is null ? 0 : Interest.Write);

    /// <summary>Whether it was closed behind the loop's back.</summary>
    public bool IsClosed => _socket is { SafeHandle.IsClosed: true };

    public ReadyCallback? Get(Interest side) => side == Interest.Read ? _reader : _writer;

    /// <summary>Puts a callback in the place of another, which is not called any more.</summary>
    public void Put(Interest side, ReadyCallback? callback)
    {
        Get(side)?.Cancel();
        if (side == Interest.Read)
        {
            _reader = callback;
        }
        else
        {
            _writer = callback;
        }
    }

    public override void Happened(EventLoop loop, Interest what)
    {
        if ((what & Interest.Read) != 0)
        {
            _reader?.Queue(loop);
        }

        if ((what & Interest.Write) != 0)
        {
            _writer?.Queue(loop);
        }
    }

    public override void Abandon()
    {
        Put(Interest.Read, null);
        Put(Interest.Write, null);
    }
}
