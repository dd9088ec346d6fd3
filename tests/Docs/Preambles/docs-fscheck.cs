global using FsCheck;
global using FsCheck.Fluent;
global using Sim.Checking;
global using Xunit;

abstract class Page
{
    protected static Task TransferAsync(Simulation sim, int amount) => new Account().PayAsync(amount);
}

class Account
{
    public int Balance { get; private set; }

    public Task PayAsync(int amount)
    {
        Balance += amount;
        return Task.CompletedTask;
    }
}

class Counter
{
    public Task<int> ReadAsync() => Task.FromResult(0);

    public Task<int> IncrementAsync() => Task.FromResult(1);
}

class CounterModel : Model<int, string, int>
{
    public override int Initial => 0;

    public override (int State, int Output) Apply(int state, string input) => (state, state);
}
