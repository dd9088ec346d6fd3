namespace Sim;

/// <summary>What makes two failures the same: how the run ended, the exception's type, its message without numbers, and the async method that threw.</summary>
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
            ? new FailureIdentity(world.Outcome, error.GetType().FullName ?? "", WithoutNumbers((error as IFailureIdentity)?.Identity ?? error.Message), Sim.Place.IdentityOf(error, ResultFactory.MethodOf(world.Spec.Options, world.Spec.Body)))
            : new FailureIdentity(world.Outcome, "", "", "");
    }

    /// <summary>
    /// The identity in 32 hexadecimal digits, coarser than the record: a word with a number in it counts for nothing, so that ids are not taken
    /// for failures of their own.
    /// </summary>
    public string Key
    {
        get
        {
            Fingerprint key = Fingerprint.Empty;
            key.Mix(Outcome.ToString());
            key.Mix(Type);
            key.Mix(WithoutNumberedWords(Message));
            key.Mix(Place);
            return key.ToString();
        }
    }

    private static string WithoutNumberedWords(string message) =>
        string.Join(' ', message.Split(' ').Where(static word => !word.Any(char.IsDigit)));

    private static string WithoutNumbers(string message) => string.Concat(message.Where(static unit => !char.IsDigit(unit)));
}
