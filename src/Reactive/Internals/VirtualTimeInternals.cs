using System.Reactive.Concurrency;
using System.Reflection;

namespace Sim.Internals;

/// <summary>
/// What a virtual-time scheduler tells only those that derive from it: which work is next, and how it counts time. These are protected members, part of Rx's public contract.
/// </summary>
internal sealed class VirtualTimeInternals<TAbsolute, TRelative>
    where TAbsolute : IComparable<TAbsolute>
{
    private readonly Func<IScheduledItem<TAbsolute>?> _next;
    private readonly Func<TAbsolute, DateTimeOffset> _toTime;
    private readonly Func<TimeSpan, TRelative> _toRelative;

    public VirtualTimeInternals(VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler)
    {
        _next = Bind<Func<IScheduledItem<TAbsolute>?>>(scheduler, "GetNext");
        _toTime = Bind<Func<TAbsolute, DateTimeOffset>>(scheduler, "ToDateTimeOffset");
        _toRelative = Bind<Func<TimeSpan, TRelative>>(scheduler, "ToRelative");
    }

    /// <summary>The work that is due next, or null.</summary>
    public IScheduledItem<TAbsolute>? Next() => _next();

    /// <summary>A point of its time.</summary>
    public DateTimeOffset ToTime(TAbsolute time) => _toTime(time);

    /// <summary>A duration in its own count.</summary>
    public TRelative ToRelative(TimeSpan duration) => _toRelative(duration);

    private static TDelegate Bind<TDelegate>(VirtualTimeSchedulerBase<TAbsolute, TRelative> scheduler, string name)
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(static parameter => parameter.ParameterType)];
        MethodInfo method = typeof(VirtualTimeSchedulerBase<TAbsolute, TRelative>).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic, parameters)
            ?? throw new PlatformNotSupportedException($"This version of System.Reactive has no {nameof(VirtualTimeSchedulerBase<,>)}.{name}: a virtual-time scheduler cannot follow the simulation. Use 6.0.");
        return method.CreateDelegate<TDelegate>(scheduler);
    }
}
