using System.Runtime.CompilerServices;

namespace Sim.Capture;

/// <summary>The private parts of the timer queue that capture needs (as of .NET 10.0.12).</summary>
internal static class TimerInternals
{
    private const string CoreLib = ", System.Private.CoreLib";
    private const string QueueType = "System.Threading.TimerQueue";
    private const string TimerType = "System.Threading.TimerQueueTimer";

    public static readonly object[] Instances = (object[])GetInstances(null);

    private static readonly object s_sample = NewSentinel();

    public static readonly FieldRef<object?> ShortTimers = new(Instances[0], "_shortTimers");
    public static readonly FieldRef<object?> LongTimers = new(Instances[0], "_longTimers");
    public static readonly FieldRef<bool> IsScheduled = new(Instances[0], "_isTimerScheduled");
    public static readonly FieldRef<uint> CurrentDuration = new(Instances[0], "_currentTimerDuration");
    public static readonly FieldRef<long> CurrentStart = new(Instances[0], "_currentTimerStartTicks");
    public static readonly FieldRef<long> Threshold = new(Instances[0], "_currentAbsoluteThreshold");

    public static readonly FieldRef<object?> Next = new(s_sample, "_next");
    public static readonly FieldRef<object?> Previous = new(s_sample, "_prev");
    public static readonly FieldRef<uint> DueTime = new(s_sample, "_dueTime");
    public static readonly FieldRef<uint> Period = new(s_sample, "_period");
    public static readonly FieldRef<long> StartTicks = new(s_sample, "_startTicks");
    public static readonly FieldRef<bool> EverQueued = new(s_sample, "_everQueued");
    public static readonly FieldRef<bool> Canceled = new(s_sample, "_canceled");
    public static readonly FieldRef<TimerCallback> Callback = new(s_sample, "_timerCallback");
    public static readonly FieldRef<object?> State = new(s_sample, "_state");
    public static readonly FieldRef<ExecutionContext?> Context = new(s_sample, "_executionContext");

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_Instances")]
    [return: UnsafeAccessorType(QueueType + "[]" + CoreLib)]
    private static extern object GetInstances([UnsafeAccessorType(QueueType + CoreLib)] object? type);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SharedLock")]
    public static extern Lock LockOf([UnsafeAccessorType(QueueType + CoreLib)] object queue);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "DeleteTimer")]
    public static extern void Delete([UnsafeAccessorType(QueueType + CoreLib)] object queue, [UnsafeAccessorType(TimerType + CoreLib)] object timer);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Fire")]
    public static extern void Fire([UnsafeAccessorType(TimerType + CoreLib)] object timer, bool isThreadPool);

    /// <summary>A timer that belongs to no queue: it stands before a list's first timer while the list is set aside.</summary>
    public static object NewSentinel() => RuntimeHelpers.GetUninitializedObject(RuntimeMember.Type(TimerType));
}
