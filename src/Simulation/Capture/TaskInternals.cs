using System.Runtime.CompilerServices;

namespace Sim.Capture;

/// <summary>The private parts of tasks and threads that capture needs (as of .NET 10.0.12).</summary>
internal static class TaskInternals
{
    private const int HiddenState = 0x800;

    /// <summary>What <c>Task.Wait</c> waits on.</summary>
    private static readonly Type s_flagType = RuntimeMember.Type("System.Threading.Tasks.Task+SetOnInvokeMres");

    private static readonly Task s_sample = SampleFault();
    private static readonly object s_sampleProperties = new FieldRef<object>(s_sample, "m_contingentProperties").Of(s_sample);
    private static readonly object s_sampleHolder = new FieldRef<object>(s_sampleProperties, "m_exceptionsHolder").Of(s_sampleProperties);
    private static readonly FieldRef<int> s_flags = new(s_sample, "m_stateFlags");
    private static readonly FieldRef<object?> s_state = new(s_sample, "m_stateObject");
    private static readonly FieldRef<Delegate?> s_action = new(s_sample, "m_action");
    private static readonly FieldRef<object?> s_properties = new(s_sample, "m_contingentProperties");
    private static readonly FieldRef<ExecutionContext?> s_captured = new(s_sampleProperties, "m_capturedContext");
    private static readonly FieldRef<object?> s_holder = new(s_sampleProperties, "m_exceptionsHolder");
    private static readonly FieldRef<bool> s_handled = new(s_sampleHolder, "m_isHandled");
    private static readonly FieldRef<nint> s_methodPointer = new((Delegate)SampleFault, "_methodPtr");
    private static readonly FieldRef<nint> s_methodPointerAux = new((Delegate)SampleFault, "_methodPtrAux");

    /// <summary>Runs a queued task. A null thread makes it restore the context that it found.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ExecuteFromThreadPool")]
    public static extern void Execute(Task task, Thread? poolThread);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_executionContext")]
    public static extern ref ExecutionContext? ExecutionContextOf(Thread thread);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_synchronizationContext")]
    public static extern ref SynchronizationContext? SynchronizationContextOf(Thread thread);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_mayNeedResetForThreadPool")]
    public static extern ref bool NeedsReset(Thread thread);

    /// <summary>The delegate that the task runs; null for an async method's box and for promises.</summary>
    public static Delegate? ActionOf(Task task) =>
        (s_flags.Of(task) & HiddenState) != 0 ? null : s_action.Of(task);

    /// <summary>The context that the task runs in. An async method's box keeps it where other tasks keep their state.</summary>
    public static ExecutionContext? ContextOf(Task task) =>
        s_state.Of(task) is ExecutionContext own ? own
        : s_properties.Of(task) is { } properties ? s_captured.Of(properties) : null;

    /// <summary>Whether the task holds an exception at which nobody has looked.</summary>
    public static bool IsFaultUnobserved(Task task) =>
        task.IsFaulted && s_properties.Of(task) is { } properties && s_holder.Of(properties) is { } holder && !s_handled.Of(holder);

    /// <summary>Makes a flag for <see cref="SetOnCompletion"/>.</summary>
    public static ManualResetEventSlim NewCompletionFlag() => (ManualResetEventSlim)Activator.CreateInstance(s_flagType, nonPublic: true)!;

    /// <summary>Sets a flag when a task is done, inside of whatever completes it: no code is called, and nothing is queued.</summary>
    public static void SetOnCompletion(Task task, ManualResetEventSlim flag) => AddCompletionAction(task, flag, addBeforeOthers: false);

    /// <summary>A number that tells the methods of delegates apart: for a static method the pointer is in the second field.</summary>
    public static nint MethodKey(Delegate callback)
    {
        nint aux = s_methodPointerAux.Of(callback);
        return aux != 0 ? aux : s_methodPointer.Of(callback);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AddCompletionAction")]
    private static extern void AddCompletionAction(Task task, [UnsafeAccessorType("System.Threading.Tasks.ITaskCompletionAction, System.Private.CoreLib")] object action, bool addBeforeOthers);

    private static Task SampleFault()
    {
        Task task = Task.FromException(new InvalidOperationException());
        _ = task.Exception;
        return task;
    }
}
