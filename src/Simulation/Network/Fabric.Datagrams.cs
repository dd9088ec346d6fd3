namespace Sim;

/// <content>Datagrams: each is on its way by itself, and nobody sends it again.</content>
internal sealed partial class Fabric
{
    private DatagramPool? _datagrams;

    /// <summary>Sends a datagram.</summary>
    public void Send(ReadOnlySpan<byte> content, SimulatedDatagramSocket sender, NetworkNode to, int port)
    {
        Verdict verdict = Judge(sender.Node, to, PacketKind.Datagram, content.Length, content);
        if (verdict.Kind == VerdictKind.Drop)
        {
            return;
        }

        _datagrams ??= new DatagramPool(this);
        Datagram datagram = _datagrams.Take(sender, to, port, content);
        if (verdict.Keeper is { } keeper)
        {
            keeper.Keep(new HeldDatagram(this, datagram));
        }
        else
        {
            Corrupt(datagram);
            Launch(datagram, verdict);
        }
    }

    private void Corrupt(Datagram datagram)
    {
        (NetworkNode from, NetworkNode to) = (datagram.Source, datagram.Destination);
        if (datagram.Length > 0 && !ReferenceEquals(from, to) && DrawChance(Links.Of(from, to).Corruption))
        {
            Note(PacketNote.Corrupted, from, to, datagram.Length);
            datagram.Flip(Draw(datagram.Length * 8));
        }
    }

    /// <summary>A datagram that a fault keeps.</summary>
    private sealed class HeldDatagram(Fabric fabric, Datagram datagram) : IHeld
    {
        public void GoOn()
        {
            Verdict verdict = fabric.Judge(datagram.Source, datagram.Destination, PacketKind.Datagram, datagram.Length, datagram.Content);
            if (verdict.Delivers)
            {
                fabric.Corrupt(datagram);
                fabric.Launch(datagram, verdict);
            }
            else if (verdict.Keeper?.Keep(this) is not true)
            {
                datagram.Free();
            }
        }
    }
}
