using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Sim.Capture;

/// <summary>The private parts of the thread pool that capture needs (as of .NET 10.0.12).</summary>
internal static class PoolInternals
{
    private const string CoreLib = ", System.Private.CoreLib";
    private const string LocalsType = "System.Threading.ThreadPoolWorkQueueThreadLocals";
    private const string QueueType = "System.Threading.ThreadPoolWorkQueue";
    private const string StealingQueueType = QueueType + "+WorkStealingQueue";

    public static readonly object WorkQueue = RuntimeMember.StaticValue("System.Threading.ThreadPool", "s_workQueue");

    /// <summary>Whether items queued with preferLocal: false can be captured: the runtime's own rule is more than 32 processors.</summary>
    public static readonly bool IsGlobalQueueAssignable = (int)RuntimeMember.StaticValue(QueueType, "s_assignableWorkItemQueueCount") > 0;

    private static readonly object s_sampleQueue = NewStealingQueue();

    public static readonly FieldRef<object?[]> Items = new(s_sampleQueue, "m_array");
    public static readonly FieldRef<int> Mask = new(s_sampleQueue, "m_mask");
    public static readonly FieldRef<int> Head = new(s_sampleQueue, "m_headIndex");
    public static readonly FieldRef<int> Tail = new(s_sampleQueue, "m_tailIndex");
    public static readonly FieldRef<int> ThreadRequest = new(WorkQueue, "_separated", "_hasOutstandingThreadRequest");

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(StealingQueueType + CoreLib)]
    public static extern object NewStealingQueue();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "EnsureThreadRequested")]
    public static extern void EnsureThreadRequested([UnsafeAccessorType(QueueType + CoreLib)] object workQueue);

    /// <summary>
    /// Makes everything that the calling thread queues land in these two queues, which no other thread knows. The locals
    /// are made without their constructor, which would enter the queue in the list that other threads steal from, and
    /// without their finalizer, which would take it out again.
    /// </summary>
    public static void Redirect(object stealingQueue, ConcurrentQueue<object> globalQueue)
    {
        Type type = RuntimeMember.Type(LocalsType);
        object locals = RuntimeHelpers.GetUninitializedObject(type);
        GC.SuppressFinalize(locals);
        RuntimeMember.Field(type, "workQueue").SetValue(locals, WorkQueue);
        RuntimeMember.Field(type, "workStealingQueue").SetValue(locals, stealingQueue);
        RuntimeMember.Field(type, "assignedGlobalWorkItemQueue").SetValue(locals, globalQueue);
        RuntimeMember.Field(type, "currentThread").SetValue(locals, Thread.CurrentThread);
        RuntimeMember.Field(type, "threadLocals").SetValue(null, locals);
    }
}
