using System.IO.Pipelines;

namespace Sim;

/// <summary>A connection as a pair of pipes.</summary>
internal sealed class TransportPipe : IDuplexPipe
{
    private readonly StreamProtocol _protocol;
    private int _open = 2;

    public TransportPipe(StreamProtocol protocol, AsyncStreamReader reader, AsyncStreamWriter writer)
    {
        _protocol = protocol;
        Input = PipeReader.Create(new Half(this, reader, writer, isOutput: false));
        Output = PipeWriter.Create(new Half(this, reader, writer, isOutput: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    private void Complete(bool isOutput)
    {
        if (--_open == 0)
        {
            _protocol.Transport.Close();
        }
        else if (isOutput && _protocol.Transport is { CanWriteEof: true, IsClosing: false } transport)
        {
            transport.WriteEof();
        }
    }

    /// <summary>The stream under one of the pipes, which disposes it when it is completed.</summary>
    private sealed class Half(TransportPipe pipe, AsyncStreamReader reader, AsyncStreamWriter writer, bool isOutput)
        : TransportStream(pipe._protocol, reader, writer)
    {
        protected override void Release() => pipe.Complete(isOutput);
    }
}
