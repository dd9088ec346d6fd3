namespace Sim.Scenarios.Network;

/// <summary>The simulated network, from host to host or within one.</summary>
internal sealed class SimulatedNet(Simulation sim, bool isLoopback) : INet
{
    private const int Port = 80;
    private int _hosts;

    public int MoreThanFits => 200 << 10;

    public async Task<IDoor> ListenAsync()
    {
        if (isLoopback)
        {
            return new Door(sim, sim.Network.Listen(Port), "localhost");
        }

        var listening = new TaskCompletionSource<IDoor>();
        string name = $"far{++_hosts}";
        sim.AddHost(name, async host =>
        {
            listening.SetResult(new Door(sim, sim.Network.Listen(Port), name));
            await Task.Delay(Timeout.Infinite, host.Stopping);
        });
        return await listening.Task;
    }

    public async Task ConnectToNobodyAsync() => await sim.Network.ConnectAsync("test", Port);

    private sealed class Door(Simulation sim, SimulatedListener listener, string host) : IDoor
    {
        public async Task<IEnd> AcceptAsync(CancellationToken token) => new End(await listener.AcceptAsync(token));

        public async Task<IEnd> ConnectAsync(CancellationToken token) => new End(await sim.Network.ConnectAsync(host, Port, token));

        public void Dispose() => listener.Dispose();
    }

    private sealed class End(SimulatedConnection connection) : IEnd
    {
        public Stream Stream => connection.Stream;

        public void CompleteWrites() => connection.CompleteWrites();

        public void Reset() => connection.Reset();

        public void Close() => connection.Dispose();

        public void Dispose() => Stream.Dispose();
    }
}
