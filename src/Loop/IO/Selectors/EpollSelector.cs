using System.Runtime.InteropServices;

namespace Sim;

/// <summary>
/// The selector of Linux: epoll, and an eventfd that other threads wake it by. Level-triggered but for connections: there the kernel need not look again, in each
/// wait, whether what was told is still so, which is up to a tenth of what a small request costs among many connections.
/// </summary>
internal sealed unsafe class EpollSelector : DescriptorSelector
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int Insert = 1;
    private const int Delete = 2;
    private const int Modify = 3;
    private const uint Readable = 0x1;
    private const uint Writable = 0x4;
    private const uint PeerEnded = 0x2000;
    private const uint Broken = 0x8 | 0x10;
    private const uint EdgeTriggered = 1u << 31;
    private const int MostEvents = 256;

    /// <summary>The kernel packs its struct on x86 only: 4 bytes of events, and at its end 8 of data, which are the descriptor.</summary>
    private static readonly int s_eventSize = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 12 : 16;

    private readonly byte* _events = (byte*)NativeMemory.Alloc(MostEvents, (nuint)s_eventSize);
    private readonly Sleep _sleep;
    private readonly int _epoll;
    private Watch?[] _watches = new Watch?[64];

    public EpollSelector()
    {
        _epoll = Check(Libc.EpollCreate(CloseOnExec), "create an epoll descriptor");
        int wakeUp = Check(Libc.EventDescriptor(0, CloseOnExec | NonBlocking), "create an eventfd");
        // Edge-triggered: each write is told once, and nobody has to read.
        Check(Control(Insert, wakeUp, Readable | EdgeTriggered), "wait for an eventfd");
        _sleep = new Sleep(_epoll, wakeUp);
    }

    public override Watch? Find(nint handle) => (nuint)handle < (nuint)_watches.Length ? _watches[handle] : null;

    public override void Add(Watch watch)
    {
        if (watch.Handle >= _watches.Length)
        {
            Array.Resize(ref _watches, Math.Max(_watches.Length * 2, (int)watch.Handle + 1));
        }

        ForgetStale(watch.Handle);
        _watches[watch.Handle] = watch;
    }

    public override void Set(Watch watch, Interest interest, bool anew = false)
    {
        if (interest == watch.Interest && !anew)
        {
            return;
        }

        int descriptor = (int)watch.Handle;
        if (interest == Interest.None)
        {
            // Not kept with no interest: an error would be told all the same, again and again.
            Control(Delete, descriptor, 0);
        }
        else
        {
            Apply(watch.Interest == Interest.None ? Insert : Modify, descriptor, ToEvents(interest) | (watch.IsEdgeTriggered ? EdgeTriggered | PeerEnded : 0));
        }

        WaitedFor += (interest == Interest.None ? 0 : 1) - (watch.Interest == Interest.None ? 0 : 1);
        watch.Interest = interest;
    }

    public override void Remove(Watch watch)
    {
        if (ReferenceEquals(Find(watch.Handle), watch))
        {
            Set(watch, Interest.None);
            _watches[watch.Handle] = null;
        }
    }

    public override void Clear()
    {
        for (int i = 0; i < _watches.Length; i++)
        {
            if (_watches[i] is { } watch)
            {
                Remove(watch);
                watch.Abandon();
            }
        }
    }

    public override void Select(EventLoop loop, long timeout)
    {
        int count = timeout == 0 || !_sleep.Begin() ? Look() : _sleep.Wait(_events, MostEvents, timeout);
        _sleep.End();
        for (int i = 0; i < count; i++)
        {
            Tell(loop, _events + (i * s_eventSize));
        }
    }

    public override void Wake() => _sleep.Wake();

    public override void Dispose()
    {
        Clear();
        _sleep.Dispose();
        NativeMemory.Free(_events);
    }

    /// <summary>Without waiting.</summary>
    private int Look() => WaitedFor == 0 ? 0 : Libc.EpollWait(_epoll, _events, MostEvents, 0);

    private static uint ToEvents(Interest interest) =>
        ((interest & Interest.Read) != 0 ? Readable : 0) | ((interest & Interest.Write) != 0 ? Writable : 0);

    private static int Check(int result, string what) =>
        result >= 0 ? result : throw new IOException($"Cannot {what} for an event loop: {Marshal.GetLastPInvokeErrorMessage()}.");

    /// <summary>An error, or that the other end is gone, is for whoever waits, whatever for: the next call shows it.</summary>
    private void Tell(EventLoop loop, byte* happening)
    {
        uint events = *(uint*)happening;
        int descriptor = *(int*)(happening + s_eventSize - sizeof(long));
        if (Find(descriptor) is { } watch)
        {
            Interest what = ((events & ~Writable) != 0 ? Interest.Read : 0) | ((events & ~Readable) != 0 ? Interest.Write : 0);
            what &= watch.Interest;
            if (what != Interest.None)
            {
                watch.Happened(loop, what | ((events & (PeerEnded | Broken)) != 0 ? Interest.End : 0));
            }
        }
    }

    /// <summary>Its descriptor was closed behind the loop's back, and the number has a new owner.</summary>
    private void ForgetStale(nint handle)
    {
        if (_watches[handle] is { } stale)
        {
            WaitedFor -= stale.Interest == Interest.None ? 0 : 1;
            stale.Interest = Interest.None;
        }
    }

    /// <summary>A descriptor that was closed behind the loop's back may or may not be known to the kernel.</summary>
    private void Apply(int operation, int descriptor, uint events)
    {
        if (Control(operation, descriptor, events) == 0)
        {
            return;
        }

        int error = Marshal.GetLastPInvokeError();
        int other = (operation, error) switch
        {
            (Insert, Errno.Exists) => Modify,
            (Modify, Errno.NoEntry) => Insert,
            _ => 0,
        };
        if (other == 0 || Control(other, descriptor, events) != 0)
        {
            throw Refusal(descriptor, Marshal.GetLastPInvokeError());
        }
    }

    private static ArgumentException Refusal(int descriptor, int error) => new(error switch
    {
        Errno.BadDescriptor => $"Descriptor {descriptor} is not open.",
        Errno.NotPermitted => $"Descriptor {descriptor} is a file or a directory: those are always ready; a loop waits for sockets, pipes, terminals and the like.",
        _ => $"The loop cannot wait for descriptor {descriptor}: {Marshal.GetPInvokeErrorMessage(error)}.",
    });

    private int Control(int operation, int descriptor, uint events)
    {
        byte* happening = stackalloc byte[s_eventSize];
        *(uint*)happening = events;
        *(long*)(happening + s_eventSize - sizeof(long)) = descriptor;
        return Libc.EpollControl(_epoll, operation, descriptor, happening);
    }
}
