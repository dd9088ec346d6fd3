using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sim.Analyzers;

/// <summary>Sockets, pipes between processes, and names of the real network.</summary>
internal sealed class RealSocketRule : MemberRule
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM1002",
        "A real socket leaves the simulation",
        "'{0}' is of the real network, which no schedule decides: take what Simulation.Network has, or a fake of the interface",
        Escapes,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM1002.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new("System.Net.Sockets.Socket", ".ctor", "ConnectAsync"),
        new("System.Net.Sockets.TcpClient", ".ctor"),
        new("System.Net.Sockets.TcpListener", ".ctor", "Create"),
        new("System.Net.Sockets.UdpClient", ".ctor"),
        new("System.Net.NetworkInformation.Ping", ".ctor"),
        new("System.Net.Dns", "GetHostAddresses", "GetHostAddressesAsync", "GetHostEntry", "GetHostEntryAsync", "BeginGetHostAddresses", "BeginGetHostEntry"),
        new("System.IO.Pipes.NamedPipeServerStream", ".ctor"),
        new("System.IO.Pipes.NamedPipeClientStream", ".ctor"),
        new("System.IO.Pipes.AnonymousPipeServerStream", ".ctor"),
        new("System.IO.Pipes.AnonymousPipeClientStream", ".ctor"),
    ];
}
