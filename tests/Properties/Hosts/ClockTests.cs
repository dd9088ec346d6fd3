using FsCheck;
using FsCheck.Fluent;

namespace Sim.Properties.Hosts;

public class ClockTests
{
    /// <summary>Something that befalls a clock, and how long nothing does afterward.</summary>
    /// <param name="Kind">0: its drift changes; 1: it jumps; 2: it is set; 3: it is corrected; else nothing.</param>
    /// <param name="Amount">By how much: 10^-9 of a second a second, or ticks.</param>
    /// <param name="Then">Milliseconds of the host's own time.</param>
    private sealed record Event(int Kind, int Amount, int Then);

    private static readonly Gen<Event> s_event =
        from kind in Gen.Choose(0, 4)
        from amount in Gen.OneOf(Gen.Choose(-500_000_000, 500_000_000), Gen.Choose(-1_000, 1_000))
        from then in Gen.Choose(1, 100_000)
        select new Event(kind, amount, then);

    private static readonly Arbitrary<Event[]> s_events = Arb.From(Gen.ArrayOf(s_event), static events => events.Select((_, i) => (Event[])[.. events[..i], .. events[(i + 1)..]]));

    /// <summary>Against exact decimal arithmetic: no rounding adds up, the monotonic clock never goes back, and no timer fires early.</summary>
    /// <remarks>Mutations: seen to fail when a timer's deadline was rounded down; when a jump moved the monotonic clock; when a change of drift forgot what had gone by.</remarks>
    [Fact]
    public void A_hosts_clocks_tell_what_their_history_says() =>
        Holds.ForAll(s_events, static events =>
        {
            RunResult result = Simulator.Run(async sim => await sim.AddHost("clock", host => Live(sim, host, events)).Completion);

            Assert.True(result.Outcome == RunOutcome.Passed, result.Story);
        });

    private static async Task Live(Simulation sim, SimulatedHost host, Event[] events)
    {
        DateTimeOffset start = new RunOptions().StartTime;
        decimal elapsed = 0;
        decimal offset = 0;
        foreach (Event happening in events)
        {
            decimal now = sim.Time.GetTimestamp();
            switch (happening.Kind)
            {
                case 0:
                    elapsed = Math.Floor(elapsed);
                    host.Clock.Drift = happening.Amount / 1e9;
                    break;
                case 1:
                    offset += happening.Amount;
                    host.Clock.Jump(TimeSpan.FromTicks(happening.Amount));
                    break;
                case 2:
                    offset = now + happening.Amount - Math.Floor(elapsed);
                    host.Clock.Skew = TimeSpan.FromTicks(happening.Amount);
                    break;
                case 3:
                    elapsed = Math.Floor(elapsed);
                    offset = now - elapsed;
                    host.Clock.Correct();
                    break;
            }

            Assert.Equal(Math.Floor(elapsed), host.Time.GetTimestamp());
            await Task.Delay(happening.Then);
            decimal gone = host.Time.GetTimestamp() - Math.Floor(elapsed);
            elapsed += (sim.Time.GetTimestamp() - now) * (1 + (decimal)Math.Round(host.Clock.Drift * 1e9) / 1_000_000_000m);

            Assert.Equal(Math.Floor(elapsed), host.Time.GetTimestamp());
            Assert.Equal(start.AddTicks((long)(Math.Floor(elapsed) + offset)), host.Time.GetUtcNow());
            Assert.InRange(gone, happening.Then * TimeSpan.TicksPerMillisecond, (happening.Then * TimeSpan.TicksPerMillisecond) + 2);
        }
    }
}
