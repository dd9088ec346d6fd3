using Microsoft.Extensions.Logging;

namespace Sim.AspNetCore;

/// <summary>What the transport writes to the server's log.</summary>
internal static partial class LoopLog
{
    [LoggerMessage(1, LogLevel.Error, "On {Loop}: {Message}")]
    public static partial void LoopError(ILogger log, Exception? exception, string loop, string message);
}
