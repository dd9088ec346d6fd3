using System.Net;

namespace Sim;

/// <summary>A datagram on its way, or waiting for its reader. It is used again once it was read.</summary>
internal sealed class Datagram(DatagramPool pool, NetworkNode destination) : NetworkEvent(destination)
{
    private byte[] _bytes = [];

    /// <summary>The port to which it goes.</summary>
    public int Port { get; private set; }

    /// <summary>Who sent it.</summary>
    public IPEndPoint From { get; private set; } = null!;

    public int Length { get; private set; }

    /// <summary>Told if nobody is bound to the port; null where nobody wants to know.</summary>
    public SimulatedDatagramSocket? Asks { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, Length);

    public void Fill(SimulatedDatagramSocket sender, NetworkNode to, int port, ReadOnlySpan<byte> content)
    {
        Asks = sender.Refused is null ? null : sender;
        (Source, Destination, Port, From, Length) = (sender.Node, to, port, sender.Address, content.Length);
        if (_bytes.Length < content.Length)
        {
            _bytes = new byte[Math.Max(64, content.Length)];
        }

        content.CopyTo(_bytes);
    }

    /// <summary>Flips a bit.</summary>
    public void Flip(int bit) => _bytes[bit / 8] ^= (byte)(1 << (bit % 8));

    /// <summary>It was read, or nobody will.</summary>
    public void Free() => pool.Return(this);

    public override void Run() => Destination.Receive(this);
}
