namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// cancellation_leak: three requests need one permit, the second is canceled at some time. The bug: it asks whether it is canceled after it
/// got the permit and before the block that gives it back, so a cancellation that comes between the grant and the next step keeps the
/// permit, and the third waits for good. The twin asks inside the block.
/// </summary>
internal sealed class CancellationLeak(bool isFixed)
{
    private readonly SemaphoreSlim _permit = new(1, 1);
    private readonly CancellationTokenSource _impatience = new();

    public async Task RunAsync() => await Task.WhenAll(
        Task.Run(() => RequestAsync(CancellationToken.None)),
        Task.Run(() => RequestAsync(_impatience.Token)),
        Task.Run(() => RequestAsync(CancellationToken.None)),
        Task.Run(CancelAsync));

    private async Task CancelAsync()
    {
        await Task.Yield();
        await Task.Yield();
        await _impatience.CancelAsync();
    }

    private async Task RequestAsync(CancellationToken canceled)
    {
        try
        {
            await _permit.WaitAsync(canceled);
            if (!isFixed)
            {
                canceled.ThrowIfCancellationRequested();
            }

            await WorkAsync(canceled);
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
    }

    private async Task WorkAsync(CancellationToken canceled)
    {
        try
        {
            await Task.Yield();
            canceled.ThrowIfCancellationRequested();
        }
        finally
        {
            _permit.Release();
        }
    }
}
