using PaymentService;
using PaymentService.Banking;
using PaymentService.Payments;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);

// Its requests are told by whoever sends them.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PaymentJsonContext.Default));
builder.Services.AddProblemDetails();
builder.Services.AddValidation();
builder.Services.AddBank();
builder.Services.AddPayments();

WebApplication app = builder.Build();

app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
});
app.UseStatusCodePages();

app.MapPayments();

app.Run();
