using System.Net;

namespace Sim;

/// <summary>A server of all loops of a <see cref="LoopGroup"/>: a <see cref="LoopServer"/> on each. Safe for use from several threads.</summary>
public sealed class LoopGroupServer : IAsyncDisposable
{
    private readonly List<(EventLoop Loop, LoopServer Server)> _servers = [];

    internal LoopGroupServer()
    {
    }

    /// <summary>The addresses at which it listens, with the ports that were chosen where none were asked for.</summary>
    public IReadOnlyList<EndPoint> LocalEndPoints => _servers[0].Server.LocalEndPoints;

    /// <summary>The first of <see cref="LocalEndPoints"/>.</summary>
    public EndPoint LocalEndPoint => LocalEndPoints[0];

    /// <summary>The port of <see cref="LocalEndPoint"/>.</summary>
    /// <exception cref="InvalidOperationException">It is not an <see cref="IPEndPoint"/>.</exception>
    public int Port => _servers[0].Server.Port;

    /// <summary>Whether it listens.</summary>
    public bool IsServing => _servers.Exists(static one => one.Server.IsServing && !one.Loop.IsClosed);

    /// <summary>How many clients it has, as far as the calling thread sees.</summary>
    public int ConnectionCount => _servers.Sum(static one => one.Loop.IsClosed ? 0 : one.Server.ConnectionCount);

    /// <summary>Listens no more, on any loop. Clients stay.</summary>
    public Task CloseAsync() => OnEach(static server =>
    {
        server.Close();
        return Task.CompletedTask;
    });

    /// <summary>Closes the connections of all clients, once what was written to them is sent.</summary>
    public Task CloseClientsAsync() => OnEach(static server =>
    {
        server.CloseClients();
        return Task.CompletedTask;
    });

    /// <summary>Resets the connections of all clients.</summary>
    public Task AbortClientsAsync() => OnEach(static server =>
    {
        server.AbortClients();
        return Task.CompletedTask;
    });

    /// <summary>Waits until it is closed and has no clients.</summary>
    public Task WaitClosedAsync() => OnEach(static server => server.WaitClosedAsync());

    /// <summary>Closes it and waits until its clients are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await WaitClosedAsync().ConfigureAwait(false);
    }

    /// <summary>Has one more loop serve.</summary>
    internal async Task AddAsync(EventLoop loop, Func<Task<LoopServer>> serve) => _servers.Add((loop, await loop.RunThreadSafe(serve).Completion.ConfigureAwait(false)));

    /// <summary>Closes it, and resets the clients that do not leave in time.</summary>
    internal async Task StopAsync(TimeSpan patience)
    {
        await CloseAsync().ConfigureAwait(false);
        Task closed = WaitClosedAsync();
        await closed.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!closed.IsCompleted)
        {
            await AbortClientsAsync().ConfigureAwait(false);
        }
    }

    private Task OnEach(Func<LoopServer, Task> action) => Task.WhenAll(_servers.Select(one => On(one.Loop, one.Server, action)));

    private static async Task On(EventLoop loop, LoopServer server, Func<LoopServer, Task> action)
    {
        try
        {
            await loop.RunThreadSafe(() => action(server)).Completion.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or OperationCanceledException)
        {
            // The loop is at its end, and serves nobody.
        }
    }
}
