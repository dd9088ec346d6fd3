using System.Collections.Immutable;
using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// todo_edits: three people each tick another item of one list, which is stored as a whole; a write names the version that it is based on.
/// The bug: the version is looked at in one step and the list written in the next, so an edit between the two is lost. The twin
/// does both in one.
/// </summary>
internal sealed class TodoEdits(Simulation sim, bool isFixed)
{
    private const int People = 3;

    private readonly Shared<TodoList> _stored = new(sim, new TodoList(0, [.. new bool[People]]));

    public async Task RunAsync()
    {
        await Task.WhenAll(Enumerable.Range(0, People).Select(item => Task.Run(() => TickAsync(item))));
        sim.Always(_stored.Value.Ticked.All(static ticked => ticked), "every item that was ticked stays ticked");
    }

    private async Task TickAsync(int item)
    {
        TodoList list;
        do
        {
            list = await _stored.Read();
        }
        while (!await TryReplaceAsync(list.Version, new TodoList(list.Version + 1, list.Ticked.SetItem(item, true))));
    }

    private async Task<bool> TryReplaceAsync(int version, TodoList changed)
    {
        if ((await _stored.Read()).Version != version)
        {
            return false;
        }

        if (!isFixed)
        {
            await sim.Yield(_stored);
        }

        _stored.Value = changed;
        return true;
    }

    private sealed record TodoList(int Version, ImmutableArray<bool> Ticked);
}
