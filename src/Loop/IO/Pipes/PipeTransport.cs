using Sim.Transports;

namespace Sim;

/// <summary>One end of a pipe, which carries one direction only: its end is the end of the transport.</summary>
internal sealed class PipeTransport(SocketNetwork network, MachineSocket pipe, IProtocol protocol) : StreamSocketTransport(network, pipe, protocol)
{
    protected override void EndWrites() => Close();
}
