using System.Net;
using System.Net.Sockets;

namespace Sim;

/// <summary>
/// The selector of every other system: asks .NET about all sockets in each tick (select, poll or WSAPoll), so that a tick's cost grows with
/// how many there are; other threads wake it by a datagram to itself.
/// </summary>
internal sealed class SocketSelector : DescriptorSelector
{
    private readonly Dictionary<nint, Watch> _watches = [];
    private readonly List<Watch> _waitedFor = [];
    private readonly List<Socket> _readers = [];
    private readonly List<Socket> _writers = [];
    private readonly List<Socket> _broken = [];
    private readonly Socket _wakeUp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
    private readonly Lock _lock = new();
    private readonly byte[] _byte = new byte[1];
    private bool _isWoken;
    private bool _isDisposed;

    public SocketSelector()
    {
        _wakeUp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        // Connected to itself, so that it hears nobody else.
        _wakeUp.Connect(_wakeUp.LocalEndPoint!);
    }

    public override Watch? Find(nint handle) => _watches.GetValueOrDefault(handle);

    public override void Add(Watch watch)
    {
        if (_watches.TryGetValue(watch.Handle, out Watch? stale))
        {
            Remove(stale);
        }

        _watches[watch.Handle] = watch;
    }

    public override void Set(Watch watch, Interest interest, bool anew = false)
    {
        if (interest == watch.Interest)
        {
            return;
        }

        if (watch.Interest == Interest.None)
        {
            ThrowIfUnfit(watch);
            _waitedFor.Add(watch);
            WaitedFor++;
        }
        else if (interest == Interest.None)
        {
            _waitedFor.Remove(watch);
            WaitedFor--;
        }

        watch.Interest = interest;
    }

    public override void Remove(Watch watch)
    {
        if (ReferenceEquals(Find(watch.Handle), watch))
        {
            Set(watch, Interest.None);
            _watches.Remove(watch.Handle);
        }
    }

    public override void Clear()
    {
        foreach (Watch watch in _watches.Values.ToArray())
        {
            Remove(watch);
            watch.Abandon();
        }
    }

    public override void Select(EventLoop loop, long timeout)
    {
        if (timeout == 0 && _waitedFor.Count == 0)
        {
            return;
        }

        Collect();
        Socket.Select(_readers, _writers, _broken, ToMicroseconds(timeout));
        TakeWakeUp();
        if (_readers.Count + _writers.Count + _broken.Count > 0)
        {
            Tell(loop);
        }
    }

    public override void Wake()
    {
        lock (_lock)
        {
            if (!_isWoken && !_isDisposed)
            {
                _isWoken = true;
                _wakeUp.Send(stackalloc byte[1], SocketFlags.None, out _);
            }
        }
    }

    public override void Dispose()
    {
        Clear();
        lock (_lock)
        {
            _isDisposed = true;
            _wakeUp.Dispose();
        }
    }

    /// <summary>Rounds up, so that a timer is never early.</summary>
    private static int ToMicroseconds(long ticks) =>
        ticks < 0 ? -1 : (int)Math.Min((ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond, int.MaxValue);

    private static void ThrowIfUnfit(Watch watch)
    {
        try
        {
            // .NET takes any descriptor for a socket; what is none has no type.
            _ = watch.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Type);
        }
        catch (SocketException exception)
        {
            throw new NotSupportedException($"Descriptor {watch.Handle} is no socket that is open; on this system a loop waits for sockets only.", exception);
        }
    }

    private void Collect()
    {
        _readers.Clear();
        _writers.Clear();
        _broken.Clear();
        _readers.Add(_wakeUp);
        DropClosed();
        foreach (Watch watch in _waitedFor)
        {
            _broken.Add(watch.Socket);
            if ((watch.Interest & Interest.Read) != 0)
            {
                _readers.Add(watch.Socket);
            }

            if ((watch.Interest & Interest.Write) != 0)
            {
                _writers.Add(watch.Socket);
            }
        }
    }

    /// <summary>One socket that a program closed behind the loop's back would spoil the question for all.</summary>
    private void DropClosed()
    {
        for (int i = _waitedFor.Count - 1; i >= 0; i--)
        {
            if (_waitedFor[i].Socket.SafeHandle.IsClosed)
            {
                Remove(_waitedFor[i]);
            }
        }
    }

    private void TakeWakeUp()
    {
        if (_readers.Remove(_wakeUp))
        {
            lock (_lock)
            {
                _isWoken = false;
                _wakeUp.Receive(_byte, SocketFlags.None, out _);
            }
        }
    }

    /// <summary>What is left in the lists is ready, in the lists' order. What is broken is for whoever waits, whatever for: the next call shows it.</summary>
    private void Tell(EventLoop loop)
    {
        int reader = 0;
        int writer = 0;
        int broken = 0;
        foreach (Watch watch in _waitedFor)
        {
            Interest what = TakeIfNext(_readers, ref reader, watch) ? Interest.Read : 0;
            what |= TakeIfNext(_writers, ref writer, watch) ? Interest.Write : 0;
            what |= TakeIfNext(_broken, ref broken, watch) ? Interest.Read | Interest.Write : 0;
            if ((what & watch.Interest) != 0)
            {
                watch.Happened(loop, what & watch.Interest);
            }
        }
    }

    private static bool TakeIfNext(List<Socket> ready, ref int next, Watch watch)
    {
        bool isNext = next < ready.Count && ReferenceEquals(ready[next], watch.Socket);
        next += isNext ? 1 : 0;
        return isNext;
    }
}
