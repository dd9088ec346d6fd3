using Sim.Gauntlet.Measuring;

namespace Sim.Gauntlet.Commands;

/// <summary>The gauntlet in seconds: every bug can be reached, and no twin fails in a few schedules.</summary>
internal static class SmokeRun
{
    private const int TwinRuns = 25;

    /// <summary>For bugs that need one task to go a long way alone before others take their second step; few schedules are near to that.</summary>
    private static readonly string[] s_patient = ["sticky:0.99", "sticky:0.995"];

    /// <returns>1 if a bug was not found by any strategy, or a twin failed.</returns>
    public static int Run(Request request)
    {
        string[] unreached = [.. request.Programs.Where(program => !IsReached(program, request)).Select(static program => program.Name)];
        TwinEntry[] failed =
        [
            .. from program in request.Programs
               from strategy in Strategies.All
               let twin = TwinEntry.Of(program, strategy, request.Seeds with { Count = 1 }, TwinRuns)
               where twin.Failures.Length > 0
               select twin,
        ];
        foreach (TwinEntry twin in failed)
        {
            Console.WriteLine($"{twin.Name}, fixed, {twin.Strategy}: {twin.Failures[0]}");
        }

        Console.WriteLine($"{failed.Length} of {request.Programs.Length * Strategies.All.Length} twins failed.");
        Console.WriteLine($"{request.Programs.Length - unreached.Length} of {request.Programs.Length} bugs found{string.Concat(unreached.Select(static name => $"; not {name}"))}.");
        return unreached.Length == 0 && failed.Length == 0 ? 0 : 1;
    }

    /// <summary>With ever more schedules, so that a strategy which never finds the bug costs little where another soon does.</summary>
    private static bool IsReached(GauntletProgram program, Request request) => (
        from most in new[] { Math.Min(100, request.Cap), Math.Min(1_000, request.Cap), request.Cap }
        from strategy in Strategies.All.Concat(s_patient)
        select new Hunt(program, strategy, most).FirstHit(request.Seeds.First)).Any(static hit => hit is not null);
}
