namespace OrderDesk.Orders;

/// <summary>An append-only file of what happened, kept for the case that the process dies.</summary>
public interface IJournal
{
    /// <summary>Writes a line; it is on disk once the task completes.</summary>
    Task WriteAsync(string line);
}
