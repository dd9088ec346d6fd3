namespace TicketShop.Storage;

/// <summary>A document as it was read.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Version">How often it has been written.</param>
public sealed record Document<T>(T Value, long Version);
