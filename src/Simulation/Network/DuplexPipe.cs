using System.IO.Pipelines;

namespace Sim;

/// <summary>A connection as a pair of pipes.</summary>
internal sealed class DuplexPipe : IDuplexPipe
{
    private readonly SimulatedConnection _connection;
    private int _open = 2;

    public DuplexPipe(SimulatedConnection connection)
    {
        _connection = connection;
        Input = PipeReader.Create(new Half(this, isOutput: false));
        Output = PipeWriter.Create(new Half(this, isOutput: true));
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    private void Complete(bool isOutput)
    {
        if (--_open == 0)
        {
            _connection.Dispose();
        }
        else if (isOutput)
        {
            _connection.CompleteWrites();
        }
    }

    /// <summary>The stream under one of the pipes, which disposes it when it is completed.</summary>
    private sealed class Half(DuplexPipe pipe, bool isOutput) : SimulatedStream(pipe._connection)
    {
        private bool _isDone;

        protected override void Release()
        {
            if (!_isDone)
            {
                _isDone = true;
                pipe.Complete(isOutput);
            }
        }
    }
}
