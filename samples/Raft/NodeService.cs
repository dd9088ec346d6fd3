using Raft.Consensus;

namespace Raft;

/// <summary>Has the node read its journal before the server listens, and runs it.</summary>
internal sealed class NodeService(Node node) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await node.OpenAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => node.RunAsync(stoppingToken);
}
