namespace Sim.Properties.Programs;

/// <summary>Two races that first come, first served wins: an update that can be lost, and a notice that can be overtaken.</summary>
internal sealed class TwoRaces
{
    private int _counter;
    private bool _noticed;
    private bool _early;

    public bool HasLostUpdate => _counter != 2;

    /// <summary>Whether the notice was given before it was looked for.</summary>
    public bool WasEarly => _early;

    public Task Run() => Task.WhenAll(
        Task.Run(() => Update(after: 0)),
        Task.Run(() => Update(after: 4)),
        Task.Run(() => Notice(after: 4)),
        Task.Run(() => Look(after: 1)));

    private static async Task Wait(int yields)
    {
        for (int i = 0; i < yields; i++)
        {
            await Task.Yield();
        }
    }

    private async Task Update(int after)
    {
        await Wait(after);
        int before = _counter;
        await Task.Yield();
        _counter = before + 1;
    }

    private async Task Notice(int after)
    {
        await Wait(after);
        _noticed = true;
    }

    private async Task Look(int after)
    {
        await Wait(after);
        _early = _noticed;
    }
}
