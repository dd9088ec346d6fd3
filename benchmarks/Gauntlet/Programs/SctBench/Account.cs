using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// account: a deposit, a withdrawal, and a check, which starts first, that looks at the balance once both are done. The bug: the check
/// subtracts the deposit. It shows only if the check comes last. The twin adds it.
/// </summary>
internal sealed class Account(Simulation sim, bool isFixed)
{
    private const int Opening = 1;
    private const int Deposit = 2;
    private const int Withdrawal = 4;

    private readonly SemaphoreSlim _lock = new(1, 1);
    private int _balance = Opening;
    private bool _deposited;
    private bool _withdrawn;

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(CheckAsync);
        await crew.StartAsync(DepositAsync);
        await crew.StartAsync(WithdrawAsync);
        await crew.JoinAsync();
    }

    private async Task DepositAsync()
    {
        await _lock.EnterAsync(sim);
        _balance += Deposit;
        _deposited = true;
        _lock.Release();
    }

    private async Task WithdrawAsync()
    {
        await _lock.EnterAsync(sim);
        _balance -= Withdrawal;
        _withdrawn = true;
        _lock.Release();
    }

    private async Task CheckAsync()
    {
        await _lock.EnterAsync(sim);
        if (_deposited && _withdrawn)
        {
            int expected = (isFixed ? Opening + Deposit : Opening - Deposit) - Withdrawal;
            sim.Always(_balance == expected, "the balance adds up");
        }

        _lock.Release();
    }
}
