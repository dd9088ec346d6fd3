using System.Globalization;

namespace Sim;

/// <summary>A fault that strikes a host at a certain time, for a while.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Host">Whom it strikes: a number from 0 on, of which there are as many as hosts; higher ones begin again at 0.</param>
/// <param name="At">When, from the moment on in which the plan begins; not negative.</param>
/// <param name="For">How long it lasts; at least 1 ms, at most a day.</param>
public sealed record PlannedFault(PlannedFaultKind Kind, int Host, TimeSpan At, TimeSpan For)
{
    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} of host {Host} at {At.TotalMilliseconds} ms for {For.TotalMilliseconds} ms");

    internal IEnumerable<PlannedFault> Smaller() =>
    [
        .. Shorter.Than(At, TimeSpan.Zero).Select(less => this with { At = less }),
        .. Shorter.Than(For, TimeSpan.FromMilliseconds(1)).Select(less => this with { For = less }),
        .. Host > 0 ? [this with { Host = 0 }] : (PlannedFault[])[],
    ];

    /// <summary>Brings it about now; what has to be undone is undone later.</summary>
    internal async Task StrikeAsync(Simulation simulation, SimulatedHost host)
    {
        switch (Kind)
        {
            case PlannedFaultKind.Isolation:
                simulation.Network.Isolate(host.Name).HealAfter(For);
                break;
            case PlannedFaultKind.Clog:
                simulation.Network.Clog(host.Name).HealAfter(For);
                break;
            case PlannedFaultKind.Pause when host.IsRunning:
                host.Pause(For);
                break;
            case PlannedFaultKind.Crash when host.IsRunning:
                host.Crash();
                await Task.Delay(For, simulation.Time).ConfigureAwait(true);
                if (!host.IsRunning)
                {
                    host.Restart();
                }

                return;
        }

        await Task.Delay(For, simulation.Time).ConfigureAwait(true);
    }
}

/// <summary>What strikes a host.</summary>
public enum PlannedFaultKind
{
    /// <summary>It stands still.</summary>
    Pause,

    /// <summary>Its packets are kept back, both ways.</summary>
    Clog,

    /// <summary>It is cut off from all others.</summary>
    Isolation,

    /// <summary>It crashes, and starts again afterward.</summary>
    Crash,
}
