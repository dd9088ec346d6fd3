namespace Sim;

/// <summary>What makes two failures the same: how the run ended, the exception's type, its message without numbers, and the place that threw.</summary>
internal sealed record FailureIdentity(RunOutcome Outcome, string Type, string Message, string Place)
{
    /// <summary>The identity of the failure in which a run ended, or null if it passed.</summary>
    public static FailureIdentity? Of(World world)
    {
        if (world.Outcome == RunOutcome.Passed)
        {
            return null;
        }

        return world.Error is { } error
            ? new FailureIdentity(world.Outcome, error.GetType().FullName ?? "", WithoutNumbers(error.Message), Sim.Place.IdentityOf(error, ResultFactory.MethodOf(world.Spec.Options, world.Spec.Body)))
            : new FailureIdentity(world.Outcome, "", "", "");
    }

    private static string WithoutNumbers(string message) => string.Concat(message.Where(static unit => !char.IsDigit(unit)));
}
