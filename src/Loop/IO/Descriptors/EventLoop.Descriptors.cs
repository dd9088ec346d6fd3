using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Sim;

/// <content>Descriptors of the machine that a program waits for itself.</content>
public sealed partial class EventLoop
{
    /// <summary>Calls <paramref name="callback"/> whenever the descriptor can be read, until it is taken back: once a tick while that is so.</summary>
    /// <param name="descriptor">Of a socket, a pipe, a terminal and the like, and non-blocking; on other systems than Linux, of a socket.</param>
    /// <param name="callback">Takes the place of one that was given before.</param>
    /// <exception cref="ArgumentException">The descriptor is not open, or that of a file, which is always ready.</exception>
    /// <exception cref="InvalidOperationException">A transport owns it.</exception>
    /// <exception cref="NotSimulatedException">The code is part of a simulation.</exception>
    /// <exception cref="NotSupportedException">The loop's selector waits for no descriptors.</exception>
    /// <exception cref="ObjectDisposedException">The loop or the descriptor is closed.</exception>
    public void AddReader(int descriptor, Action callback) => AddCallback(descriptor, null, Interest.Read, callback);

    /// <inheritdoc cref="AddReader(int, Action)"/>
    /// <param name="handle">Take the callback back before it is closed.</param>
    /// <param name="callback">Takes the place of one that was given before.</param>
    public void AddReader(SafeHandle handle, Action callback) => AddCallback(DescriptorOf(handle), null, Interest.Read, callback);

    /// <inheritdoc cref="AddReader(int, Action)"/>
    /// <param name="socket">Take the callback back before it is closed.</param>
    /// <param name="callback">Takes the place of one that was given before.</param>
    public void AddReader(Socket socket, Action callback) => AddCallback(DescriptorOf(socket), socket, Interest.Read, callback);

    /// <summary>Calls <paramref name="callback"/> whenever the descriptor can be written, until it is taken back: once a tick while that is so.</summary>
    /// <inheritdoc cref="AddReader(int, Action)"/>
    public void AddWriter(int descriptor, Action callback) => AddCallback(descriptor, null, Interest.Write, callback);

    /// <inheritdoc cref="AddWriter(int, Action)"/>
    /// <param name="handle">Take the callback back before it is closed.</param>
    /// <param name="callback">Takes the place of one that was given before.</param>
    public void AddWriter(SafeHandle handle, Action callback) => AddCallback(DescriptorOf(handle), null, Interest.Write, callback);

    /// <inheritdoc cref="AddWriter(int, Action)"/>
    /// <param name="socket">Take the callback back before it is closed.</param>
    /// <param name="callback">Takes the place of one that was given before.</param>
    public void AddWriter(Socket socket, Action callback) => AddCallback(DescriptorOf(socket), socket, Interest.Write, callback);

    /// <summary>Takes the callback of <see cref="AddReader(int, Action)"/> back; it is not called any more, even where the descriptor was seen to be ready.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidOperationException">A transport owns the descriptor.</exception>
    public bool RemoveReader(int descriptor) => RemoveCallback(descriptor, Interest.Read);

    /// <inheritdoc cref="RemoveReader(int)"/>
    public bool RemoveReader(SafeHandle handle) => RemoveCallback(DescriptorOf(handle), Interest.Read);

    /// <inheritdoc cref="RemoveReader(int)"/>
    public bool RemoveReader(Socket socket) => RemoveCallback(DescriptorOf(socket), Interest.Read);

    /// <summary>Takes the callback of <see cref="AddWriter(int, Action)"/> back; it is not called any more, even where the descriptor was seen to be ready.</summary>
    /// <inheritdoc cref="RemoveReader(int)"/>
    public bool RemoveWriter(int descriptor) => RemoveCallback(descriptor, Interest.Write);

    /// <inheritdoc cref="RemoveWriter(int)"/>
    public bool RemoveWriter(SafeHandle handle) => RemoveCallback(DescriptorOf(handle), Interest.Write);

    /// <inheritdoc cref="RemoveWriter(int)"/>
    public bool RemoveWriter(Socket socket) => RemoveCallback(DescriptorOf(socket), Interest.Write);

    /// <summary>Whether somebody waits for that at a descriptor.</summary>
    internal bool HasCallback(Socket socket, Interest side) => Descriptors.Find(DescriptorOf(socket)) is DescriptorWatch watch && watch.Get(side) is not null;

    /// <summary>Transports are closed, and a program's own descriptors forgotten.</summary>
    private void ForgetDescriptors() => (_selector as DescriptorSelector)?.Clear();

    private DescriptorSelector Descriptors
    {
        get
        {
            ThrowIfClosed();
            return Simulating is null
                ? Selector as DescriptorSelector ?? throw new NotSupportedException($"The loop's selector ({Selector.GetType().Name}) waits for no descriptors: leave EventLoopOptions.Selector unset.")
                : throw new NotSimulatedException("A simulation has no descriptors: use the loop's network (EventLoop.Network, or streams over it), which is simulated.");
        }
    }

    private static nint DescriptorOf(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return DescriptorOf(socket.SafeHandle);
    }

    private static nint DescriptorOf(SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        ObjectDisposedException.ThrowIf(handle.IsClosed || handle.IsInvalid, handle);
        return handle.DangerousGetHandle();
    }

    private void AddCallback(nint handle, Socket? socket, Interest side, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        ArgumentOutOfRangeException.ThrowIfNegative(handle, "descriptor");
        DescriptorSelector selector = Descriptors;
        ThrowIfOwned(selector.Find(handle));
        if (selector.Find(handle) is not DescriptorWatch { IsClosed: false } watch)
        {
            watch = new DescriptorWatch(handle, socket);
            selector.Add(watch);
        }

        watch.Put(side, new ReadyCallback(callback, ContextToFlow()));
        Update(selector, watch, anew: true);
    }

    private bool RemoveCallback(nint handle, Interest side)
    {
        DescriptorSelector selector = Descriptors;
        Watch? found = handle < 0 ? null : selector.Find(handle);
        ThrowIfOwned(found);
        if (found is not DescriptorWatch watch || watch.Get(side) is null)
        {
            return false;
        }

        watch.Put(side, null);
        Update(selector, watch, anew: false);
        return true;
    }

    private static void Update(DescriptorSelector selector, DescriptorWatch watch, bool anew)
    {
        if (watch.Wanted == Interest.None)
        {
            selector.Remove(watch);
            return;
        }

        try
        {
            selector.Set(watch, watch.Wanted, anew);
        }
        catch (Exception refusal) when (refusal is ArgumentException or NotSupportedException)
        {
            selector.Remove(watch);
            throw;
        }
    }

    private static void ThrowIfOwned(Watch? watch)
    {
        if (watch is { IsOwned: true })
        {
            throw new InvalidOperationException($"Descriptor {watch.Handle} belongs to a transport of this loop: wait through the transport.");
        }
    }
}
