using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sim.WebApp;

// An ordinary application, which knows nothing of Sim. "--builder slim" and "--builder startup" choose other ways to build it.
switch (new ConfigurationBuilder().AddCommandLine(args).Build()["builder"])
{
    case "slim":
        Run(WebApplication.CreateSlimBuilder(args));
        break;
    case "startup":
        Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseStartup<Startup>()).Build().Run();
        break;
    case "broken":
        throw new InvalidOperationException("The settings are not there.");
    default:
        Run(WebApplication.CreateBuilder(args));
        break;
}

static void Run(WebApplicationBuilder builder)
{
    builder.Services.AddHttpClient("backend", client => client.BaseAddress = new Uri("http://backend"));
    builder.Services.AddHttpClient<Greeter>(client => client.BaseAddress = new Uri("http://backend"))
        .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { UseCookies = false });
    bool chats = builder.Configuration.GetValue<bool>("chat");
    if (chats)
    {
        builder.Services.AddSignalR();
    }

    bool limits = builder.Configuration.GetValue<bool>("limits");
    if (limits)
    {
        builder.Services.AddRateLimiter(limiter => limiter.AddFixedWindowLimiter("two a minute", window =>
        {
            window.PermitLimit = 2;
            window.Window = TimeSpan.FromMinutes(1);
        }));
    }

    if (builder.Configuration["Http2Port"] is { } port)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(int.Parse(port), at => at.Protocols = HttpProtocols.Http2));
    }

    WebApplication app = builder.Build();
    if (limits)
    {
        app.UseRateLimiter();
        app.MapGet("/limited", () => "within the limit").RequireRateLimiting("two a minute");
    }

    app.UseWebSockets();
    app.MapPlain();
    app.MapStreams();
    app.MapClients();
    if (chats)
    {
        app.MapHub<ChatHub>("/chat");
    }

    app.Run();
}
