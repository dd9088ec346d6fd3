namespace Sim.Checking;

/// <summary>The names of session guarantees, in words.</summary>
internal static class Guarantees
{
    private static readonly (SessionGuarantees Guarantee, string Words)[] s_names =
    [
        (SessionGuarantees.ReadYourWrites, "read your writes"),
        (SessionGuarantees.MonotonicReads, "monotonic reads"),
        (SessionGuarantees.MonotonicWrites, "monotonic writes"),
        (SessionGuarantees.WritesFollowReads, "writes follow reads"),
    ];

    /// <exception cref="ArgumentException">There is none among them, or one that does not exist.</exception>
    public static string Words(SessionGuarantees guarantees) =>
        guarantees is SessionGuarantees.None || (guarantees & ~SessionGuarantees.All) != 0
            ? throw new ArgumentException($"\"{guarantees}\" is no session guarantee: name at least one of {string.Join(", ", s_names.Select(static name => name.Guarantee))}.", nameof(guarantees))
            : string.Join(", ", s_names.Where(name => guarantees.HasFlag(name.Guarantee)).Select(static name => name.Words));
}
