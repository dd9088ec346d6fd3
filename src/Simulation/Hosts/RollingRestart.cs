namespace Sim;

/// <summary>Restarts hosts one after another.</summary>
internal static class RollingRestart
{
    public static async Task RunAsync(SimulatedHost[] hosts, TimeSpan between)
    {
        for (int i = 0; i < hosts.Length; i++)
        {
            if (i > 0 && between > TimeSpan.Zero)
            {
                await Task.Delay(between).ConfigureAwait(false);
            }

            await hosts[i].StopAsync().ConfigureAwait(false);
            await hosts[i].RestartAsync().ConfigureAwait(false);
        }
    }
}
