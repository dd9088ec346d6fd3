namespace Raft;

/// <summary>What a node says.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(LogLevel.Information, "starts in term {Term} with {Entries} entries")]
    public static partial void Opened(this ILogger logger, long term, long entries);

    [LoggerMessage(LogLevel.Information, "stands for election in term {Term}")]
    public static partial void Stands(this ILogger logger, long term);

    [LoggerMessage(LogLevel.Information, "votes for {Candidate} in term {Term}")]
    public static partial void Voted(this ILogger logger, string candidate, long term);

    [LoggerMessage(LogLevel.Information, "leads in term {Term}")]
    public static partial void Leads(this ILogger logger, long term);

    [LoggerMessage(LogLevel.Information, "no longer leads, in term {Term}")]
    public static partial void SteppedDown(this ILogger logger, long term);
}
