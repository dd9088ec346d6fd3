namespace OrderDesk.Orders;

/// <summary>What one customer asks for.</summary>
public sealed record Order(int Id, string Customer, string Item, int Quantity = 1)
{
    /// <summary>How messages speak of the order.</summary>
    public override string ToString() => $"order {Id} ({Customer})";
}
