using System.Text.Json.Serialization;
using TicketShop.Orders;
using TicketShop.Payments;
using TicketShop.Reservations;
using TicketShop.Seats;

namespace TicketShop;

/// <summary>What the shop's endpoints read and write.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<Seat>))]
[JsonSerializable(typeof(IReadOnlyList<Order>))]
[JsonSerializable(typeof(ReserveRequest))]
[JsonSerializable(typeof(Reservation))]
[JsonSerializable(typeof(OrderRequest))]
[JsonSerializable(typeof(PaymentRequest))]
internal sealed partial class ShopJsonContext : JsonSerializerContext;
