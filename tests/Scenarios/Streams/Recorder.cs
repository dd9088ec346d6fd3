using System.Text;
using Sim.Transports;

namespace Sim.Scenarios.Streams;

/// <summary>A protocol that writes down what it is told.</summary>
internal class Recorder : IStreamProtocol
{
    private readonly LoopFuture<Exception?> _lost = new();

    public List<string> Told { get; } = [];

    public StringBuilder Text { get; } = new();

    public long Received { get; private set; }

    /// <summary>How much waited when writing was resumed.</summary>
    public int UnsentAtResume { get; private set; } = -1;

    public IStreamTransport Transport { get; private set; } = null!;

    public bool StaysOpen { get; init; }

    /// <summary>Done when the connection is lost.</summary>
    public LoopFuture<Exception?> Lost => _lost;

    public virtual void ConnectionMade(ITransport transport)
    {
        Transport = (IStreamTransport)transport;
        Told.Add("made");
    }

    public virtual void DataReceived(ReadOnlySpan<byte> data)
    {
        Received += data.Length;
        if (Told[^1] != "data")
        {
            Told.Add("data");
        }

        if (Text.Length < 1000)
        {
            Text.Append(Encoding.ASCII.GetString(data[..Math.Min(data.Length, 1000)]));
        }
    }

    public bool EofReceived()
    {
        Told.Add("eof");
        return StaysOpen;
    }

    public virtual void PauseWriting() => Told.Add("pause");

    public void ResumeWriting()
    {
        Told.Add("resume");
        UnsentAtResume = Transport.WriteBufferSize;
    }

    public void ConnectionLost(Exception? error)
    {
        Told.Add(error is null ? "lost" : $"lost: {error.GetType().Name}");
        _lost.SetResult(error);
    }
}
