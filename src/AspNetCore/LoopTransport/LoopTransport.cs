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
    private LoopThread[]? _threads;
    private int _listeners;

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or UnixDomainSocketEndPoint;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (options.Value.Loops > 1 && !OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException($"{options.Value.Loops} event loops cannot listen at one address here, but on Linux only: set SimLoopsOptions.Loops to 1.");
        }

        var listener = new LoopListener(options.Value, Take(), Release);
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

    private LoopThread[] Take()
    {
        lock (_lock)
        {
            _listeners++;
            return _threads ??= [.. Enumerable.Range(0, options.Value.Loops).Select(Start)];
        }
    }

    private LoopThread Start(int index) => new($"Sim loop {index}", options.Value, pools.Create(new MemoryPoolOptions { Owner = "sim-loops" }), _log);

    private Task Release()
    {
        LoopThread[] threads;
        lock (_lock)
        {
            if (--_listeners > 0)
            {
                return Task.CompletedTask;
            }

            threads = _threads!;
            _threads = null;
        }

        return Task.WhenAll(threads.Select(static thread => thread.StopAsync()));
    }
}
