using Sim.Transports;

namespace Sim.Peers;

/// <summary>Echoes, and counts who is there.</summary>
internal sealed class ChurnServer
{
    public int Open { get; private set; }

    public int Most { get; private set; }

    public IProtocol NewConnection()
    {
        Most = Math.Max(Most, ++Open);
        return new Connection(this);
    }

    private sealed class Connection(ChurnServer server) : IStreamProtocol
    {
        private IStreamTransport _transport = null!;

        public void ConnectionMade(ITransport transport) => _transport = (IStreamTransport)transport;

        public void DataReceived(ReadOnlySpan<byte> data) => _transport.Write(data);

        public void PauseWriting() => _transport.PauseReading();

        public void ResumeWriting() => _transport.ResumeReading();

        public void ConnectionLost(Exception? error) => server.Open--;
    }
}
