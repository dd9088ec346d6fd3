using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sim.AspNetCore;

/// <summary>What Kestrel listens with: event loops, which run as long as one listener is there.</summary>
internal sealed class LoopTransport(IOptions<SimLoopsOptions> options, ILoggerFactory logs, IMemoryPoolFactory<byte> pools) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly Lock _lock = new();
    private readonly ILogger _log = logs.CreateLogger("Sim.Loops");
    private LoopGroup? _group;
    private LoopThread[]? _threads;
    private int _listeners;

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or UnixDomainSocketEndPoint;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (options.Value.Loops > 1 && !OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException($"{options.Value.Loops} event loops cannot listen at one address here, but on Linux only: set SimLoopsOptions.Loops to 1.");
        }

        (LoopGroup group, LoopThread[] threads) = Take();
        var listener = new LoopListener(options.Value, group, threads, Release);
        try
        {
            await listener.BindAsync(endpoint);
            return listener;
        }
        catch (Exception exception)
        {
            await listener.DisposeAsync();
            throw exception is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } ? new AddressInUseException(exception.Message, exception) : exception;
        }
    }

    private (LoopGroup Group, LoopThread[] Threads) Take()
    {
        lock (_lock)
        {
            _listeners++;
            _group ??= new LoopGroup(options.Value.Loops, OptionsOf);
            _threads ??= [.. _group.Loops.Select(Serve)];
            return (_group, _threads);
        }
    }

    private EventLoopOptions OptionsOf(int index) => new() { ExceptionHandler = error => LoopLog.LoopError(_log, error.Exception, $"Sim loop {index}", error.Message) };

    private LoopThread Serve(EventLoop loop) => new(loop, options.Value, pools.Create(new MemoryPoolOptions { Owner = "sim-loops" }));

    private async Task Release()
    {
        LoopGroup group;
        LoopThread[] threads;
        lock (_lock)
        {
            if (--_listeners > 0)
            {
                return;
            }

            (group, threads) = (_group!, _threads!);
            (_group, _threads) = (null, null);
        }

        await Task.WhenAll(threads.Select(static thread => thread.StopAsync()));
        await group.StopAsync(TimeSpan.Zero);
        Array.ForEach(threads, static thread => thread.Dispose());
    }
}
