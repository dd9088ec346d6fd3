using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sim.Capture;

/// <summary>
/// What System.Text.Json has learned of the types that it writes. The first ten values of a type that has generated code are written to pipes and streams without
/// it; those that follow with it, if the first were small, and in other pieces (.NET 10.0.12), of which an HTTP server makes other chunks. Each type is
/// counted for each set of options, and those of a generated context are the process's: a run that is not the first would send other bytes.
/// </summary>
internal static class JsonSamples
{
    private static readonly Type s_tracked = Nested("TrackedOptionsInstances");
    private static readonly Type s_cache = Nested("CachingContext");

    /// <summary>All options that there are; the runtime keeps the table to empty their caches when code is edited while it runs.</summary>
    private static readonly ConditionalWeakTable<JsonSerializerOptions, object?> s_options =
        (ConditionalWeakTable<JsonSerializerOptions, object?>)RuntimeMember.Field(s_tracked, "<All>k__BackingField").GetValue(null)!;

    private static readonly FieldInfo s_cacheOfOptions = RuntimeMember.Field(typeof(JsonSerializerOptions), "_cachingContext");
    private static readonly FieldInfo s_entriesOfCache = RuntimeMember.Field(s_cache, "_cache");
    private static readonly FieldInfo s_typeOfEntry = RuntimeMember.Field(RuntimeMember.Type(s_cache.Assembly, $"{s_cache.FullName}+CacheEntry"), "TypeInfo");

    private static readonly Dictionary<Type, (FieldInfo Count, FieldInfo Verdict)> s_samples = new() { [typeof(JsonTypeInfo<object>)] = Find(typeof(JsonTypeInfo<object>)) };
    private static readonly object s_none = 0;

    /// <summary>Makes it know as little as in a process that has written nothing yet.</summary>
    public static void Forget()
    {
        foreach ((JsonSerializerOptions options, _) in s_options)
        {
            if (s_cacheOfOptions.GetValue(options) is { } cache)
            {
                Forget((IDictionary)s_entriesOfCache.GetValue(cache)!);
            }
        }
    }

    private static void Forget(IDictionary entries)
    {
        foreach (DictionaryEntry entry in entries)
        {
            if (s_typeOfEntry.GetValue(entry.Value) is { } type)
            {
                (FieldInfo count, FieldInfo verdict) = SamplesOf(type.GetType());
                count.SetValue(type, s_none);
                verdict.SetValue(type, s_none);
            }
        }
    }

    private static (FieldInfo Count, FieldInfo Verdict) SamplesOf(Type type)
    {
        if (!s_samples.TryGetValue(type, out (FieldInfo Count, FieldInfo Verdict) samples))
        {
            samples = Find(type);
            s_samples.Add(type, samples);
        }

        return samples;
    }

    private static (FieldInfo Count, FieldInfo Verdict) Find(Type type) =>
        (RuntimeMember.Field(type, "_serializationCount"), RuntimeMember.Field(type, "_canUseSerializeHandlerInStreamingState"));

    private static Type Nested(string name) => RuntimeMember.Type(typeof(JsonSerializerOptions).Assembly, $"{typeof(JsonSerializerOptions).FullName}+{name}");
}
