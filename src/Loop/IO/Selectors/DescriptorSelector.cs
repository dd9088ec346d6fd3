namespace Sim;

/// <summary>A selector that waits for descriptors as well.</summary>
internal abstract class DescriptorSelector : ISelector
{
    /// <summary>At how many descriptors something is waited for. With none, there is nothing to look at without waiting.</summary>
    public int WaitedFor { get; protected set; }

    /// <summary>The watch of a descriptor; null where there is none.</summary>
    public abstract Watch? Find(nint handle);

    /// <summary>Takes a descriptor in, in the place of any watch of the same number, and waits for nothing there yet.</summary>
    public abstract void Add(Watch watch);

    /// <summary>Waits for something else from now on. Asks the system again even where the interest is the same if <paramref name="anew"/> says so.</summary>
    /// <exception cref="ArgumentException">The descriptor is closed, or of a kind that nobody can wait for.</exception>
    public abstract void Set(Watch watch, Interest interest, bool anew = false);

    /// <summary>Forgets a descriptor. Call it before it is closed.</summary>
    public abstract void Remove(Watch watch);

    /// <summary>Forgets all, and has each let go.</summary>
    public abstract void Clear();

    public abstract void Select(EventLoop loop, long timeout);

    public abstract void Wake();

    public abstract void Dispose();
}
