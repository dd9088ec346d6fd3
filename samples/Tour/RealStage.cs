using Microsoft.AspNetCore.Builder;
using Tour.Page;

namespace Tour;

/// <summary>The machine: Kestrel on a port of its own, real sockets, real time.</summary>
public sealed class RealStage(TextWriter output) : Stage(output), IAsyncDisposable
{
    private WebApplication? _page;

    /// <inheritdoc />
    public override async Task<HttpClient> OpenPage()
    {
        _page = PageServer.Build("--urls=http://127.0.0.1:0");
        await _page.StartAsync();
        return new HttpClient { BaseAddress = new Uri(_page.Urls.First()) };
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _page?.DisposeAsync() ?? default;
}
