using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sim.AspNetCore;

/// <summary>Private members of Kestrel: its heartbeat, its clock, its endpoints, and the list of its servers.</summary>
internal sealed class KestrelInternals(IServer kestrel)
{
    private const string Core = "Microsoft.AspNetCore.Server.Kestrel.Core.";
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type s_serverType = Type("KestrelServerImpl");
    private static readonly Type s_contextType = Type("Internal.ServiceContext");
    private static readonly Type s_heartbeatType = Type("Internal.Infrastructure.Heartbeat");
    private static readonly Type s_eventSourceType = Type("Internal.Infrastructure.KestrelEventSource");
    private static readonly PropertyInfo s_context = Property(s_serverType, "ServiceContext");
    private static readonly PropertyInfo s_heartbeat = Property(s_contextType, "Heartbeat");
    private static readonly PropertyInfo s_dates = Property(s_contextType, "DateHeaderValueManager");
    private static readonly PropertyInfo s_contextTime = Property(s_contextType, "TimeProvider");
    private static readonly FieldInfo s_datesTime = Field(s_dates.PropertyType, "_timeProvider");
    private static readonly FieldInfo s_heartbeatTime = Field(s_heartbeatType, "_timeProvider");
    private static readonly PropertyInfo s_options = Property(s_contextType, "ServerOptions");
    private static readonly MethodInfo s_onHeartbeat = Method(s_heartbeatType, "OnHeartbeat");
    private static readonly MethodInfo s_endpoints = Method(typeof(KestrelServerOptions), "GetListenOptions");
    private static readonly PropertyInfo s_isTls = Property(typeof(ListenOptions), "IsTls");
    private static readonly FieldInfo s_eventSource = Field(s_eventSourceType, "Log");
    private static readonly MethodInfo s_removeOptions = Method(s_eventSourceType, "RemoveServerOptions");

    private readonly object _context = s_context.GetValue(kestrel)!;

    /// <summary>The server that ASP.NET Core registers.</summary>
    public static Type ServerType => s_serverType;

    /// <summary>The server's options.</summary>
    public KestrelServerOptions Options => (KestrelServerOptions)s_options.GetValue(_context)!;

    /// <summary>Keeps the server from starting a thread for its heartbeat, and gives it a clock.</summary>
    /// <returns>What the thread would do every second.</returns>
    public Action TakeOverHeartbeat(TimeProvider time)
    {
        object heartbeat = s_heartbeat.GetValue(_context)!;
        s_heartbeat.SetValue(_context, null);
        s_heartbeatTime.SetValue(heartbeat, time);
        s_contextTime.SetValue(_context, time);
        s_datesTime.SetValue(s_dates.GetValue(_context), time);
        return s_onHeartbeat.CreateDelegate<Action>(heartbeat);
    }

    /// <summary>The endpoints that code or configuration names.</summary>
    public ListenOptions[] Endpoints() => (ListenOptions[])s_endpoints.Invoke(Options, null)!;

    /// <summary>Whether an endpoint is one of TLS.</summary>
    public bool IsTls(ListenOptions endpoint) => (bool)s_isTls.GetValue(endpoint)!;

    /// <summary>Takes the server out of the list that the process keeps of its servers; one that was stopped is not there any more.</summary>
    public void ForgetOptions() => s_removeOptions.Invoke(s_eventSource.GetValue(null), [Options]);

    private static Type Type(string name) => typeof(KestrelServer).Assembly.GetType(Core + name) ?? throw Missing(name);

    private static PropertyInfo Property(Type type, string name) => type.GetProperty(name, Any) ?? throw Missing($"{type.Name}.{name}");

    private static FieldInfo Field(Type type, string name) => type.GetField(name, Any) ?? throw Missing($"{type.Name}.{name}");

    private static MethodInfo Method(Type type, string name) => type.GetMethod(name, Any) ?? throw Missing($"{type.Name}.{name}");

    private static MissingMemberException Missing(string member) => new($"Kestrel has no {member}.");
}
