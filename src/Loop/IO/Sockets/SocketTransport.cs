using System.Net;
using System.Net.Sockets;
using Sim.Transports;

namespace Sim;

/// <summary>What connections and datagram sockets share: their end, the limits of what waits to be sent, and errors.</summary>
internal abstract class SocketTransport : Watch, ITransport
{
    private static readonly Action<object?> s_receive = static transport => ((SocketTransport)transport!).ReceiveReady();
    private static readonly Action<object?> s_send = static transport => ((SocketTransport)transport!).SendReady();
    private static readonly Action<object?> s_make = static transport => ((SocketTransport)transport!).Make();
    private static readonly Action<object?> s_lose = static transport => ((SocketTransport)transport!).Lose();

    private readonly ExecutionContext? _context;
    private WriteBufferLimits _limits = WriteBufferLimits.Default;
    private Exception? _error;
    private bool _isWritingPaused;
    private bool _isMade;
    private bool _isAborted;

    protected SocketTransport(SocketNetwork network, MachineSocket socket)
        : base(socket.Handle)
    {
        Network = network;
        OwnSocket = socket;
        _context = network.Loop.ContextToFlow();
    }

    public EndPoint? LocalEndPoint => OwnSocket.LocalEndPoint;

    public EndPoint? RemoteEndPoint => OwnSocket.RemoteEndPoint;

    public abstract IProtocol Protocol { get; set; }

    public bool IsClosing { get; private set; }

    public abstract int WriteBufferSize { get; }

    public WriteBufferLimits WriteBufferLimits
    {
        get => _limits;
        set
        {
            _limits = value;
            PauseIfFull();
            ResumeIfDrained();
        }
    }

    public override Socket Socket => OwnSocket.Socket;

    public override bool IsOwned => true;

    protected SocketNetwork Network { get; }

    protected MachineSocket OwnSocket { get; }

    /// <summary>Whether <see cref="IProtocol.ConnectionLost"/> is on its way, or was: nothing is sent any more.</summary>
    protected bool IsLost { get; private set; }

    /// <summary>Whether the end was seen, behind which nothing more is told.</summary>
    protected bool IsEndSeen { get; private set; }

    /// <summary>Whether the protocol wants what arrives.</summary>
    protected abstract bool WantsToReceive { get; }

    /// <summary>Whether something waits to be sent, be it an empty datagram.</summary>
    protected abstract bool HasPending { get; }

    public void Close()
    {
        if (IsClosing)
        {
            return;
        }

        IsClosing = true;
        UpdateInterest();
        if (!HasPending)
        {
            LoseSoon(error: null);
        }
    }

    public void Abort() => ForceClose(error: null);

    public override void Happened(EventLoop loop, Interest what)
    {
        IsEndSeen |= (what & Interest.End) != 0;
        if ((what & Interest.Read) != 0)
        {
            loop.Receive(s_receive, this, _context);
        }

        if ((what & Interest.Write) != 0)
        {
            loop.Receive(s_send, this, _context);
        }
    }

    public override void Abandon()
    {
        IsClosing = IsLost = true;
        DropPending();
        OwnSocket.Close(abortively: false);
    }

    /// <summary>Takes the descriptor over; tells the protocol in the next tick that the transport is there, and begins to receive.</summary>
    public void MakeSoon()
    {
        Network.Selector.Add(this);
        Network.Loop.Receive(s_make, this, _context);
    }

    /// <summary>What leaves the protocol is the end of this transport alone.</summary>
    protected void TakeFault(Exception exception, string method)
    {
        EventLoop loop = Network.Loop;
        if (loop.IsFatal(exception))
        {
            loop.Fail(exception);
            ForceClose(exception);
            return;
        }

        loop.CallExceptionHandler(new LoopErrorContext
        {
            Loop = loop,
            Kind = LoopErrorKind.CallbackFault,
            Message = $"An exception left {Protocol.GetType().Name}.{method}: its transport was aborted.",
            Exception = exception,
        });
        ForceClose(exception);
    }

    /// <summary>Closes at once; what waits to be sent is lost.</summary>
    protected void ForceClose(Exception? error)
    {
        if (_isAborted || (IsLost && !HasPending && error is null))
        {
            return;
        }

        _isAborted = IsClosing = true;
        DropPending();
        LoseSoon(error);
    }

    protected void UpdateInterest()
    {
        Interest interest = IsLost || !_isMade ? Interest.None
            : (WantsToReceive && !IsClosing ? Interest.Read : 0) | (HasPending ? Interest.Write : 0);
        Network.Selector.Set(this, interest);
    }

    protected void PauseIfFull()
    {
        if (!_isWritingPaused && WriteBufferSize > _limits.High)
        {
            _isWritingPaused = true;
            try
            {
                Protocol.PauseWriting();
            }
            catch (Exception exception) when (exception is not ThreadAbortException)
            {
                TakeFault(exception, nameof(IProtocol.PauseWriting));
            }
        }
    }

    protected void ResumeIfDrained()
    {
        if (_isWritingPaused && WriteBufferSize <= _limits.Low)
        {
            _isWritingPaused = false;
            try
            {
                Protocol.ResumeWriting();
            }
            catch (Exception exception) when (exception is not ThreadAbortException)
            {
                TakeFault(exception, nameof(IProtocol.ResumeWriting));
            }
        }
    }

    /// <summary>Receives in the next tick, if that is wanted then.</summary>
    protected void ReceiveSoon() => Network.Loop.Receive(s_receive, this, _context);

    protected abstract void ReceiveNow();

    /// <summary>Sends as much of what waits as goes.</summary>
    protected abstract void SendPending();

    protected abstract void DropPending();

    /// <summary>The protocol was told, and the socket is closed.</summary>
    protected virtual void AfterLost()
    {
    }

    /// <summary>Once, in a later tick, however often it is asked for. The first error counts.</summary>
    protected void LoseSoon(Exception? error)
    {
        _error ??= error;
        if (!IsLost)
        {
            IsLost = true;
            Network.Selector.Remove(this);
            Network.Loop.Receive(s_lose, this, _context);
        }
    }

    private void ReceiveReady()
    {
        // Paused or closed since it was seen.
        if ((Interest & Interest.Read) != 0)
        {
            ReceiveNow();
        }
    }

    private void SendReady()
    {
        if ((Interest & Interest.Write) == 0)
        {
            return;
        }

        SendPending();
        ResumeIfDrained();
        if (IsLost)
        {
            return;
        }

        UpdateInterest();
        if (IsClosing && !HasPending)
        {
            LoseSoon(error: null);
        }
    }

    private void Make()
    {
        _isMade = true;
        try
        {
            Protocol.ConnectionMade(this);
        }
        catch (Exception exception) when (exception is not ThreadAbortException)
        {
            TakeFault(exception, nameof(IProtocol.ConnectionMade));
        }

        UpdateInterest();
    }

    private void Lose()
    {
        try
        {
            Protocol.ConnectionLost(_error);
        }
        finally
        {
            OwnSocket.Close(_isAborted);
            AfterLost();
        }
    }
}
