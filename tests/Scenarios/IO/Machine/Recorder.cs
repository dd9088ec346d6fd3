using Sim.Transports;

namespace Sim.Scenarios.IO.Machine;

/// <summary>A protocol that writes down what it is told.</summary>
internal class Recorder : IStreamProtocol
{
    public List<string> Calls { get; } = [];

    public MemoryStream Data { get; } = new();

    public LoopFuture<Exception?> Lost { get; } = new();

    public IStreamTransport Transport { get; private set; } = null!;

    public bool StaysAtEof { get; init; }

    public Action<Recorder>? OnData { get; init; }

    public Action<Recorder>? OnMade { get; init; }

    public string Text => System.Text.Encoding.UTF8.GetString(Data.ToArray());

    public void ConnectionMade(ITransport transport)
    {
        Transport = (IStreamTransport)transport;
        Calls.Add("made");
        OnMade?.Invoke(this);
    }

    public void DataReceived(ReadOnlySpan<byte> data)
    {
        Data.Write(data);
        if (Calls[^1] != "data")
        {
            Calls.Add("data");
        }

        OnData?.Invoke(this);
    }

    public bool EofReceived()
    {
        Calls.Add("eof");
        return StaysAtEof;
    }

    public void PauseWriting() => Calls.Add("pause");

    public void ResumeWriting() => Calls.Add("resume");

    public void ConnectionLost(Exception? error)
    {
        Calls.Add("lost");
        Lost.SetResult(error);
    }
}
