using System.Reflection;
using Sim.Capture;

namespace Sim;

/// <summary>
/// Numbers the methods that steps resume. A number is looked up by a pointer that tells methods apart cheaply (a type's
/// handle, a delegate's code); its hash, which goes into fingerprints, is made from the name, so that it is the same in every
/// process; the name that people read is made when somebody reads it.
/// </summary>
internal static class StepMethods
{
    private static readonly Lock s_lock = new();
    private static Entry[] s_entries = new Entry[256];
    private static int s_count = 1;
    private static nint[] s_keys = new nint[512];
    private static int[] s_values = new int[512];

    public static ulong Hash(int method) => s_entries[method].Hash;

    public static string Name(int method) => method == 0 ? "(simulation)" : MethodNames.Format(s_entries[method].Source);

    /// <summary>Whether it is a method of the user's, not one of a library of .NET's.</summary>
    public static bool IsUsers(int method) => method != 0 && IsUsers(MethodNames.OwnerOf(s_entries[method].Source));

    private static bool IsUsers(Type? owner) =>
        !MethodNames.IsRuntimes(owner) && owner!.Assembly != typeof(StepMethods).Assembly && owner.Assembly != typeof(EventLoop).Assembly;

    /// <summary>Whether an object is what the runtime makes round an async method's state machine; asked at every step, so remembered.</summary>
    public static bool IsBox(object item)
    {
        // Numbering a type may replace the table, so the number comes first.
        int method = OfType(item);
        return s_entries[method].IsBox;
    }

    /// <summary>
    /// Whether an item only makes later work faster. A container of Microsoft.Extensions.DependencyInjection has the thread pool compile what it is
    /// asked for twice: a step and milliseconds in each run, for a host that lives as long.
    /// </summary>
    public static bool IsOptional(object item)
    {
        // Numbering may replace the table, so the numbers come first.
        int method = OfType(item);
        if (!s_entries[method].HasCallback || ContinuationChain.FindCallback(item, out _) is not { } callback)
        {
            return false;
        }

        method = OfDelegate(callback);
        return s_entries[method].IsOptional;
    }

    /// <summary>The method behind an async method's box.</summary>
    public static int OfBox(object box) => OfType(box);

    /// <summary>The method that an item of the thread pool resumes.</summary>
    public static int OfItem(object item)
    {
        if (item is Task task && TaskInternals.ActionOf(task) is { } action)
        {
            return OfCallback(action, null);
        }

        int method = OfType(item);
        return !s_entries[method].IsPlumbing ? method
            : ContinuationChain.FindCallback(item, out object? state) is { } callback ? OfCallback(callback, state)
            : ContinuationChain.FindBox(item) is { } box ? OfType(box)
            : method;
    }

    /// <summary>
    /// The method behind a callback. One of the runtime's says nothing itself: what counts is the async method to which its
    /// state or its target leads.
    /// </summary>
    public static int OfCallback(Delegate callback, object? state)
    {
        int method = OfDelegate(callback);
        return s_entries[method].IsPlumbing && ContinuationChain.FindBox(state ?? callback.Target) is { } box ? OfType(box) : method;
    }

    public static int OfDelegate(Delegate callback)
    {
        nint key = TaskInternals.MethodKey(callback);
        int found = Find(key);
        return found != 0 ? found : Add(key, callback.Method);
    }

    /// <summary>A method that is known by its declaration: what a body stands for.</summary>
    public static int OfMethod(MethodInfo method)
    {
        nint key = method.MethodHandle.Value;
        int found = Find(key);
        return found != 0 ? found : Add(key, method);
    }

    private static int OfType(object item)
    {
        Type type = item.GetType();
        nint key = type.TypeHandle.Value;
        int found = Find(key);
        return found != 0 ? found : Add(key, type);
    }

    private static int Find(nint key)
    {
        nint[] keys = s_keys;
        for (int i = Slot(key, keys.Length); keys[i] != 0; i = (i + 1) & (keys.Length - 1))
        {
            if (keys[i] == key)
            {
                return s_values[i];
            }
        }

        return 0;
    }

    private static int Slot(nint key, int capacity) => (int)(((ulong)key * 0x9E3779B97F4A7C15) >> 40) & (capacity - 1);

    private static int Add(nint key, MemberInfo source)
    {
        lock (s_lock)
        {
            if (s_count == s_entries.Length)
            {
                Grow();
            }

            int method = s_count++;
            s_entries[method] = EntryOf(source);
            Insert(key, method);
            return method;
        }
    }

    private static void Insert(nint key, int value)
    {
        int i = Slot(key, s_keys.Length);
        while (s_keys[i] != 0)
        {
            i = (i + 1) & (s_keys.Length - 1);
        }

        s_values[i] = value;
        s_keys[i] = key;
    }

    private static void Grow()
    {
        Array.Resize(ref s_entries, s_entries.Length * 2);
        nint[] oldKeys = s_keys;
        int[] oldValues = s_values;
        s_keys = new nint[oldKeys.Length * 2];
        s_values = new int[oldKeys.Length * 2];
        for (int i = 0; i < oldKeys.Length; i++)
        {
            if (oldKeys[i] != 0)
            {
                Insert(oldKeys[i], oldValues[i]);
            }
        }
    }

    /// <summary>Whether a name would say nothing to a user: the runtime's code that only leads to some async method.</summary>
    private static bool IsPlumbing(MemberInfo source) => source is Type type
        ? MethodNames.IsRuntimes(type) && !MethodNames.IsStateMachineBox(type)
        : MethodNames.IsRuntimes(source.DeclaringType);

    private static Entry EntryOf(MemberInfo source)
    {
        var type = source as Type;
        return new Entry(TextHash.Of(MethodNames.Identity(source)), source, IsPlumbing(source), type is not null && MethodNames.IsStateMachineBox(type))
        {
            HasCallback = type?.FullName?.StartsWith("System.Threading.QueueUserWorkItemCallback", StringComparison.Ordinal) == true,
            IsOptional = source.DeclaringType?.DeclaringType?.FullName == "Microsoft.Extensions.DependencyInjection.ServiceLookup.DynamicServiceProviderEngine",
        };
    }

    private readonly record struct Entry(ulong Hash, MemberInfo Source, bool IsPlumbing, bool IsBox)
    {
        public bool HasCallback { get; init; }

        public bool IsOptional { get; init; }
    }
}
