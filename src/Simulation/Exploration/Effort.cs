using System.Diagnostics;

namespace Sim;

/// <summary>
/// How much may be spent on the search for a smaller failing run: so many runs and steps, which are the same on every machine. What a failure is shrunk to is
/// in its token, and must not depend on how busy the machine was.
/// </summary>
/// <remarks>
/// Real time only protects: where all searches together have taken a minute, as they may where a step takes milliseconds, they end, and the
/// outcome may be another on a faster machine.
/// </remarks>
internal sealed class Effort
{
    private static readonly TimeSpan s_net = TimeSpan.FromSeconds(60);

    private readonly Func<TimeSpan> _elapsed;

    /// <param name="elapsed">How much real time the searches have taken.</param>
    public Effort(Func<TimeSpan> elapsed) => _elapsed = elapsed;

    /// <summary>An effort that begins now.</summary>
    public static Effort Begin()
    {
        long started = Stopwatch.GetTimestamp();
        return new Effort(() => Stopwatch.GetElapsedTime(started));
    }

    /// <summary>What one of the searches may spend.</summary>
    public Budget Of(int runs, long steps) => new(this, runs, steps);

    private bool IsOver => _elapsed() > s_net;

    /// <summary>The share of one search.</summary>
    internal sealed class Budget(Effort effort, int runs, long steps)
    {
        private long _steps;

        /// <summary>How many runs were made.</summary>
        public int Runs { get; private set; }

        /// <summary>Whether no further run may be made.</summary>
        public bool IsSpent => Runs >= runs || _steps >= steps || effort.IsOver;

        /// <summary>A run was made.</summary>
        public void Count(World world)
        {
            Runs++;
            _steps += world.Trace.Count;
        }
    }
}
