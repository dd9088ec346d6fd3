using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Sim.AspNetCore;

/// <summary>
/// Where requests shall stay on their loop, brings them there: Kestrel itself starts the first of a connection, and all of HTTP/2, on the thread pool.
/// </summary>
internal sealed class RequestsOnLoop(IOptions<SimLoopsOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        options.Value.ApplicationThread != ApplicationThread.LoopWithContext ? next : app =>
        {
            app.Use(HandleAsync);
            next(app);
        };

    private static async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<LoopThread>() is { } thread)
        {
            await thread.Switch();
        }

        await next(context);
    }
}
