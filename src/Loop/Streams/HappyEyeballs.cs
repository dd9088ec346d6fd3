using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>Connects to the first of several addresses that answers, as RFC 8305 has it: families take turns, and starts are staggered.</summary>
/// <remarks>Departures: names are looked up at once, not family by family, and what the addresses did before is not remembered.</remarks>
internal static class HappyEyeballs
{
    /// <summary>Puts addresses into the order in which they are tried: the family of the first begins, and families take turns; within a family the order stays.</summary>
    public static List<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses)
    {
        List<Queue<IPAddress>> families = [];
        foreach (IPAddress address in addresses)
        {
            Queue<IPAddress>? family = families.Find(other => other.Peek().AddressFamily == address.AddressFamily);
            if (family is null)
            {
                families.Add(family = new Queue<IPAddress>());
            }

            family.Enqueue(address);
        }

        List<IPAddress> interleaved = [];
        while (interleaved.Count < addresses.Count)
        {
            foreach (Queue<IPAddress> family in families)
            {
                if (family.TryDequeue(out IPAddress? next))
                {
                    interleaved.Add(next);
                }
            }
        }

        return interleaved;
    }

    /// <summary>Connects to the first address that answers.</summary>
    /// <param name="addresses">At least one.</param>
    /// <param name="connect">Connects to one.</param>
    /// <param name="options">How long to wait before the next, and what to throw.</param>
    public static async Task<IStreamTransport> ConnectAsync(IReadOnlyList<EndPoint> addresses, Func<EndPoint, Task<IStreamTransport>> connect, ConnectionOptions options)
    {
        if (addresses.Count == 1)
        {
            return await connect(addresses[0]);
        }

        List<IStreamTransport> made = [];
        RaceResult<IStreamTransport> race = await LoopTask.StaggeredRace(addresses.Select(address => Connecting(address, connect, made)), options.HappyEyeballsDelay);
        AbortOthers(made, race.Result);
        return race.HasWinner ? race.Result! : throw Failure([.. race.Exceptions.OfType<Exception>()], options.ThrowsAllErrors);
    }

    private static Func<Task<IStreamTransport>> Connecting(EndPoint address, Func<EndPoint, Task<IStreamTransport>> connect, List<IStreamTransport> made) => async () =>
    {
        IStreamTransport transport = await connect(address);
        made.Add(transport);
        return transport;
    };

    /// <summary>Another may have answered in the same tick as the winner.</summary>
    private static void AbortOthers(List<IStreamTransport> made, IStreamTransport? winner)
    {
        foreach (IStreamTransport transport in made)
        {
            if (!ReferenceEquals(transport, winner))
            {
                transport.Abort();
            }
        }
    }

    private static Exception Failure(List<Exception> exceptions, bool all)
    {
        Exception first = exceptions[0];
        return all ? new AggregateException("None of the addresses could be connected to.", exceptions)
            : exceptions.TrueForAll(exception => exception.Message == first.Message) ? first
            : first is SocketException socket ? new SocketException(socket.ErrorCode, $"None of the addresses could be connected to: {Join(exceptions)}")
            : new IOException($"None of the addresses could be connected to: {Join(exceptions)}", first);
    }

    private static string Join(List<Exception> exceptions) => string.Join("; ", exceptions.Select(static exception => exception.Message));
}
