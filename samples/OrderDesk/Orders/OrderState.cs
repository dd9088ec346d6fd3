namespace OrderDesk.Orders;

/// <summary>How far an order has come. Everything but <see cref="Accepted"/> is final.</summary>
public enum OrderState
{
    /// <summary>The customer has our word that the order will be handled.</summary>
    Accepted,

    /// <summary>Reserved and paid.</summary>
    Sold,

    /// <summary>Too few of the item were left.</summary>
    SoldOut,

    /// <summary>Reserved, but the payment did not come; the reservation is given back.</summary>
    Unpaid,
}
