using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// account_crud: an account is updated by one request and deleted by another; the store knows ETags. The bug: the update reads the account
/// and writes it back without its ETag, so a deletion between the two is undone although it was confirmed. The twin's write names
/// the ETag, and finds that there is nothing to update.
/// </summary>
internal sealed class AccountCrud(Simulation sim, bool isFixed)
{
    private readonly Shared<Stored?> _account = new(sim, new Stored(1, "alice@old.example"));
    private bool _deleted;

    public async Task RunAsync()
    {
        await Task.WhenAll(Task.Run(() => UpdateAsync("alice@new.example")), Task.Run(DeleteAsync));
        sim.Always(!_deleted || _account.Value is null, "an account that was deleted stays deleted");
    }

    private async Task UpdateAsync(string mail)
    {
        if (await _account.Read() is not { } read)
        {
            return;
        }

        await sim.Yield(_account);
        if (!isFixed || _account.Value?.Tag == read.Tag)
        {
            _account.Value = new Stored(read.Tag + 1, mail);
        }
    }

    private async Task DeleteAsync()
    {
        if (await _account.Read() is not null)
        {
            await _account.Write(null);
            _deleted = true;
        }
    }

    private sealed record Stored(int Tag, string Mail);
}
