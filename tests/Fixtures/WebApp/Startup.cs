namespace Sim.WebApp;

/// <summary>The older way to configure an application.</summary>
public sealed class Startup
{
    public void Configure(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseEndpoints(static endpoints => endpoints.MapGet("/", static () => "hello from Startup"));
    }
}
