using Sim.Checking;

namespace Sim.Scenarios.Checking;

/// <summary>Histories of a register that did what it should, with operations that overlap.</summary>
internal static class Histories
{
    public static Operation<RegisterInput<int>, Reply<int>>[] OfRegister(int operations, int clients, int seed)
    {
        var random = new Random(seed);
        var register = new RegisterModel<int>(0);
        int[] clocks = new int[clients];
        (int Client, RegisterInput<int> Input, int Called, int Effect, int Ended)[] drawn =
        [
            .. Enumerable.Range(0, operations).Select(i =>
            {
                int client = i % clients;
                int called = clocks[client] + random.Next(1, 10);
                int effect = called + random.Next(1, 50);
                int ended = clocks[client] = effect + random.Next(1, 50);
                return (client, random.Next(3) == 0 ? RegisterInput<int>.Write(random.Next(5)) : RegisterInput<int>.Read, called, effect, ended);
            }),
        ];
        Reply<int> state = register.Initial;
        return
        [
            .. drawn.OrderBy(static operation => operation.Effect).Select(operation =>
            {
                (state, Reply<int> output) = register.Apply(state, operation.Input);
                return Operation<RegisterInput<int>, Reply<int>>.Answered(
                    $"client {operation.Client}", operation.Input, output, TimeSpan.FromMilliseconds(operation.Called), TimeSpan.FromMilliseconds(operation.Ended));
            }),
        ];
    }
}
