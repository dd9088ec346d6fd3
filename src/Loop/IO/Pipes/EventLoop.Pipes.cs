using System.IO.Pipes;
using Sim.Transports;

namespace Sim;

/// <content>This process's ends of pipes, and signals to others.</content>
public sealed partial class EventLoop
{
    /// <summary>Sends a signal, where the system has signals.</summary>
    /// <returns>Whether there was a process to send it to.</returns>
    internal static bool TrySendSignal(int process, int number) => Libc.Kill(process, number) == 0;

    /// <summary>Has the loop wait for pipes from now on, each of which is closed with its transport; the protocols are told that they are there.</summary>
    /// <param name="pipes">Closed as well if this throws.</param>
    /// <param name="transports">Where each transport is put as it is made, for whoever has to abort those that are there.</param>
    internal async Task OpenPipesAsync(IReadOnlyList<(IProtocol Protocol, Stream Pipe)> pipes, List<IStreamTransport> transports)
    {
        try
        {
            foreach ((IProtocol protocol, Stream pipe) in pipes)
            {
                transports.Add(Sockets.IsDirect ? OpenDirectly((PipeStream)pipe, protocol) : await PumpedPipe.OpenAsync(this, pipe, protocol));
            }
        }
        catch
        {
            foreach ((_, Stream pipe) in pipes.Skip(transports.Count))
            {
                pipe.Dispose();
            }

            throw;
        }

        // The protocols are told first.
        await LoopTask.Sleep(TimeSpan.Zero);
    }

    private PipeTransport OpenDirectly(PipeStream pipe, IProtocol protocol)
    {
        var transport = new PipeTransport(Sockets, new LinuxPipe(pipe), protocol);
        transport.MakeSoon();
        return transport;
    }
}
