global using System.Net;
global using Sim.Transports;

abstract class Page
{
    protected static Task Handle(StreamConnection connection) => Task.CompletedTask;

    protected sealed class Echo : IStreamProtocol
    {
        public void ConnectionMade(ITransport transport)
        {
        }

        public void DataReceived(ReadOnlySpan<byte> data)
        {
        }

        public void ConnectionLost(Exception? error)
        {
        }
    }
}
