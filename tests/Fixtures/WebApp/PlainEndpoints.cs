namespace Sim.WebApp;

/// <summary>Requests and responses.</summary>
public static class PlainEndpoints
{
    public static void MapPlain(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => "hello");
        app.MapGet("/greeting", () => TypedResults.Json(new Greeting(GreetingKind.Warm), GreetingJson.Default.Greeting));
        app.MapGet("/time", (TimeProvider time) => time.GetUtcNow());
        app.MapGet("/setting/{key}", (string key, IConfiguration configuration) => configuration[key] ?? "(none)");
        app.MapGet("/environment", (IWebHostEnvironment environment) => new[] { environment.EnvironmentName, environment.ApplicationName, environment.ContentRootPath });
        app.MapGet("/slow/{milliseconds}", SlowAsync);
        app.MapPost("/sum", SumAsync);
        app.MapGet("/hang-up", (HttpContext context) => context.Abort());
        app.MapGet("/fault", string () => throw new InvalidOperationException("this endpoint always fails"));
    }

    private static async Task<string> SlowAsync(int milliseconds, ILogger<Greeter> logger, HttpContext context)
    {
        try
        {
            await Task.Delay(milliseconds, context.RequestAborted);
            return "done";
        }
        catch (OperationCanceledException)
        {
            logger.LogInformation("nobody waits any more");
            throw;
        }
    }

    private static async Task<string> SumAsync(HttpRequest request)
    {
        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes);
        return $"{bytes.Length} bytes, sum {bytes.ToArray().Sum(each => each)}";
    }
}
