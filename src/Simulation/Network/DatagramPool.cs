namespace Sim;

/// <summary>Datagrams that were read and may be sent again; of one run.</summary>
internal sealed class DatagramPool(Fabric fabric)
{
    private readonly Stack<Datagram> _free = new();

    public Datagram Take(SimulatedDatagramSocket sender, NetworkNode to, int port, ReadOnlySpan<byte> content)
    {
        Datagram datagram = _free.TryPop(out Datagram? free) ? free : new Datagram(this, to) { Source = sender.Node };
        datagram.Fill(sender, to, port, content);
        return datagram;
    }

    /// <summary>Where steps are told apart by what led to them, each datagram is one of its own.</summary>
    public void Return(Datagram datagram)
    {
        if (!fabric.Tracks)
        {
            _free.Push(datagram);
        }
    }
}
