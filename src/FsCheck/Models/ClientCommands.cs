using FsCheck;
using FsCheck.Fluent;
using Sim.Inputs;

namespace Sim.Checking;

/// <summary>What each client of a model test asks, one thing after another.</summary>
/// <typeparam name="TInput">What is asked.</typeparam>
/// <param name="Clients">The commands of each client; at least one client.</param>
public sealed record ClientCommands<TInput>(IReadOnlyList<IReadOnlyList<TInput>> Clients)
{
    /// <inheritdoc />
    public override string ToString() => string.Join(" | ", Clients.Select(static (commands, client) => $"client{client + 1}: {string.Join(", ", commands.Select(static command => Printed.Of(command)))}"));

    /// <summary>Makes and shrinks them: fewer clients, fewer commands, smaller commands.</summary>
    internal static Arbitrary<ClientCommands<TInput>> From(Arbitrary<TInput> commands, int mostClients, int mostCommands) => Arb.From(
        from clients in Gen.Choose(1, mostClients)
        from all in Gen.ArrayOf(Gen.Choose(0, mostCommands).SelectMany(count => Gen.ArrayOf(commands.Generator, count)), clients)
        select new ClientCommands<TInput>(all),
        all => all.Smaller(commands));

    private IEnumerable<ClientCommands<TInput>> Smaller(Arbitrary<TInput> commands)
    {
        for (int client = 0; client < Clients.Count && Clients.Count > 1; client++)
        {
            yield return new ClientCommands<TInput>([.. Clients.Take(client), .. Clients.Skip(client + 1)]);
        }

        for (int client = 0; client < Clients.Count; client++)
        {
            foreach (IReadOnlyList<TInput> less in Less(Clients[client], commands))
            {
                yield return new ClientCommands<TInput>([.. Clients.Take(client), less, .. Clients.Skip(client + 1)]);
            }
        }
    }

    private static IEnumerable<IReadOnlyList<TInput>> Less(IReadOnlyList<TInput> all, Arbitrary<TInput> commands)
    {
        if (all.Count > 1)
        {
            yield return [.. all.Take(all.Count / 2)];
            yield return [.. all.Skip(all.Count / 2)];
        }

        for (int i = 0; i < all.Count; i++)
        {
            yield return [.. all.Take(i), .. all.Skip(i + 1)];
        }

        for (int i = 0; i < all.Count; i++)
        {
            foreach (TInput less in commands.Shrinker(all[i]))
            {
                yield return [.. all.Take(i), less, .. all.Skip(i + 1)];
            }
        }
    }
}
