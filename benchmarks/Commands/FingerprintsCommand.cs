using Gossip.Simulations;
using OrderDesk.Simulations;
using Raft.Simulations;
using Sim.Benchmarks.Measuring;
using Sim.Benchmarks.Programs;
using TicketShop.Simulations;

namespace Sim.Benchmarks.Commands;

/// <summary>Writes the fingerprint of every program under many seeds, for comparison with another process's.</summary>
internal static class FingerprintsCommand
{
    private static readonly (string Name, Func<Simulation, Task> Body)[] Programs =
    [
        .. Gauntlet.All.Select(static program => (program.Name, program.Body(checks: false))),
        ("OrderDesk.Teapot", static sim => new OrderDeskSimulations().The_last_teapot_is_sold_once(sim)),
        ("OrderDesk.FixedTeapot", static sim => new OrderDeskSimulations().The_fixed_desk_sells_the_last_teapot_once(sim)),
        ("OrderDesk.Shutdown", static sim => new OrderDeskSimulations().An_accepted_order_survives_shutdown(sim)),
        ("OrderDesk.FixedShutdown", static sim => new OrderDeskSimulations().The_fixed_desk_loses_no_accepted_order(sim)),
        ("TicketShop.Seat", static sim => new SeatSimulations().A_seat_is_sold_once(sim)),
        ("TicketShop.SafeSeat", static sim => new SeatSimulations().The_safe_shop_sells_no_seat_twice(sim)),
        ("TicketShop.Expiry", static sim => new SeatSimulations().A_reservation_that_expires_is_not_paid(sim)),
        ("TicketShop.SafeExpiry", static sim => new SeatSimulations().The_safe_shop_takes_no_money_for_an_expired_reservation(sim)),
        ("Raft.Five", static sim => new RaftSimulations().Five_nodes_are_as_one(sim)),
        ("Raft.Three", static sim => new RaftSimulations().Three_nodes_are_as_one(sim)),
        ("Raft.LostFlush", static sim => new RaftSimulations().What_is_acknowledged_is_flushed(sim)),
        ("Raft.ClockLease", static sim => new RaftSimulations().A_lease_does_not_depend_on_the_wall_clock(sim)),
        ("Gossip.Restart", static sim => new GossipSimulations().A_member_that_starts_again_is_known_alive_by_all(sim)),
        ("Gossip.Cut", static sim => new GossipSimulations().A_group_that_was_cut_in_two_grows_together(sim)),
        ("Gossip.Losses", static sim => new GossipSimulations().Losses_bury_nobody_for_good(sim)),
    ];

    public static int Run(Arguments options)
    {
        int count = options.Count("--count", 1_000);
        string file = options.Required("--out");
        string filter = options.Text("--filter") ?? "";
        bool noise = options.Flag("--noise");
        bool warm = options.Flag("--warm");
        options.Done();
        using (Quiet.Console())
        {
            Write(file, count, filter, noise, warm);
        }

        return 0;
    }

    private static void Write(string file, int count, string filter, bool noise, bool warm)
    {
        (string Name, Func<Simulation, Task> Body)[] chosen = [.. Programs.Where(program => program.Name.Contains(filter, StringComparison.Ordinal))];
        using var writer = new StreamWriter(file);
        if (warm)
        {
            Array.ForEach(chosen, static program => new FingerprintPlan(program.Name, program.Body, 1, TextWriter.Null).Execute());
        }

        using Noise? hammering = noise ? Noise.Start() : null;
        foreach ((string name, Func<Simulation, Task> body) in chosen)
        {
            new FingerprintPlan(name, body, count, writer).Execute();
        }

        if (hammering is { IsHeard: false })
        {
            throw new InvalidOperationException("The noise was not heard: the pool or the timers stood still.");
        }
    }
}
