using TicketShop;
using TicketShop.Orders;
using TicketShop.Payments;
using TicketShop.Reservations;
using TicketShop.Seats;
using TicketShop.Storage;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);

builder.Services.AddOptions<ShopOptions>().BindConfiguration(ShopOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJsonContext.Default));
builder.Services.AddProblemDetails();
builder.Services.AddValidation();

builder.Services.AddStorage();
builder.Services.AddSeats();
builder.Services.AddReservations(builder.Configuration);
builder.Services.AddPayments();
builder.Services.AddOrders();

WebApplication app = builder.Build();

app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
});
app.UseStatusCodePages();

app.MapSeats();
app.MapReservations();
app.MapOrders();

app.Run();
