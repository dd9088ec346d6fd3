namespace Sim.Gauntlet.Measuring;

/// <summary>What one trial found: one exploration of every program.</summary>
/// <param name="Trial">Its number, from 1 on, which is the seed.</param>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Programs">How many programs there were.</param>
/// <param name="Cap">The most schedules of each exploration.</param>
/// <param name="Missed">The programs whose bug was not found.</param>
internal sealed record TrialEntry(int Trial, string Strategy, int Programs, int Cap, string[] Missed)
{
    /// <summary>The part of the programs whose bug was found.</summary>
    public double Found => 1 - ((double)Missed.Length / Programs);

    public static TrialEntry Of(GauntletProgram[] programs, string strategy, int trial, int cap)
    {
        string[] missed = [.. programs.Where(program => new Hunt(program, strategy, cap).FirstHit(trial) is null).Select(static program => program.Name)];
        return new TrialEntry(trial, strategy, programs.Length, cap, missed);
    }
}
