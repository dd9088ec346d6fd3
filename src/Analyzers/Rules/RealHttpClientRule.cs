using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>HTTP and WebSockets over real sockets: a client or a handler that is not on the simulated network.</summary>
internal sealed class RealHttpClientRule : MemberRule
{
    private const string Client = "System.Net.Http.HttpClient";
    private const string Handler = "System.Net.Http.SocketsHttpHandler";
    private const string WebSocket = "System.Net.WebSockets.ClientWebSocket";

    public static readonly DiagnosticDescriptor Report = new(
        "SIM1001",
        "HTTP over real sockets leaves the simulation",
        "'{0}' connects real sockets, which escapes from the simulation: take a handler of the simulated network, or IHttpClientFactory",
        Escapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM1001.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new(Client, ".ctor"), new("System.Net.Http.HttpClientHandler", ".ctor"), new(Handler, ".ctor"), new(WebSocket, "ConnectAsync"),
    ];

    protected override bool Applies(IOperation operation, ISymbol member, KnownTypes types) => operation switch
    {
        IInvocationOperation connect => connect.TargetMethod.Parameters.Length == 2,
        IObjectCreationOperation creation => creation.Arguments.IsEmpty && !HasOwnConnection(creation),
        _ => true,
    };

    private static bool HasOwnConnection(IObjectCreationOperation creation) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(set => set.Target is IPropertyReferenceOperation { Property.Name: "ConnectCallback" }) == true;
}
