namespace Sim;

/// <summary>The exception that says "canceled".</summary>
internal static class Canceled
{
    public static OperationCanceledException NewException(string? reason) =>
        reason is null ? new OperationCanceledException() : new OperationCanceledException(reason);
}
