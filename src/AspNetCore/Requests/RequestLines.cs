using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sim.AspNetCore;

/// <summary>Writes a line when a request arrives and one when its response ends. It is the first in the pipeline, so it sees what the client sees.</summary>
internal sealed class RequestLines(SimulatedHost host) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(HandleAsync);
        next(app);
    };

    private async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        string what = $"{request.Method} {request.PathBase}{request.Path}{request.QueryString}";
        host.Log(what, LineKind.Request);
        try
        {
            await next(context);
            host.Log($"{context.Response.StatusCode} {what}", LineKind.Response);
        }
        catch (Exception exception)
        {
            host.Log($"{StatusAfterFault(context)} {what}: {exception.GetType().Name}", LineKind.Response);
            throw;
        }
    }

    /// <summary>What the server makes of an exception that nobody handled.</summary>
    private static int StatusAfterFault(HttpContext context) =>
        context.Response.HasStarted ? context.Response.StatusCode
        : context.RequestAborted.IsCancellationRequested ? StatusCodes.Status499ClientClosedRequest
        : StatusCodes.Status500InternalServerError;
}
