namespace Tour.Page;

/// <summary>A web program with one page, which takes its time.</summary>
public sealed class PageServer
{
    private PageServer()
    {
    }

    /// <summary>What the page says.</summary>
    public const string Text = "Hello from the page.";

    private static readonly TimeSpan s_work = TimeSpan.FromMilliseconds(400);

    /// <summary>Builds the program; the caller starts it.</summary>
    public static WebApplication Build(params string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        WebApplication app = builder.Build();
        app.MapGet("/", async () =>
        {
            await Task.Delay(s_work);
            return Text;
        });
        return app;
    }
}
