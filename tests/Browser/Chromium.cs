using System.Collections.Concurrent;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Sim.Browser.Chromium))]

namespace Sim.Browser;

/// <summary>The machine's own Chromium, driven by Playwright; where there is none, the tests say so and are skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>A net for what hangs, in milliseconds: on a busy machine a browser takes its time.</summary>
    private const float Longest = 300_000;

    private static readonly string[] s_usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly ConcurrentQueue<string> _problems = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _missing = "";

    public async ValueTask InitializeAsync()
    {
        string? named = Environment.GetEnvironmentVariable("SIM_CHROMIUM");
        string? path = named ?? Array.Find(s_usual, File.Exists);
        if (path is null)
        {
            _missing = $"There is no Chromium: none of {string.Join(", ", s_usual)} exists, and SIM_CHROMIUM names none. On Debian: apt-get install chromium.";
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-gpu"], Timeout = Longest });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>What went wrong in pages since it was asked last: requests for anything but the page, and errors of its script.</summary>
    public IReadOnlyList<string> TakeProblems()
    {
        var all = new List<string>();
        while (_problems.TryDequeue(out string? problem))
        {
            all.Add(problem);
        }

        return all;
    }

    /// <summary>Opens a page of this machine's disk, and notes any request that is not for it, and any error of its script.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1440, int height = 900, ColorScheme colors = ColorScheme.Light, bool scripts = true)
    {
        Assert.SkipWhen(_browser is null, _missing);
        IPage page = await _browser!.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colors, JavaScriptEnabled = scripts });
        page.SetDefaultTimeout(Longest);
        string address = new Uri(path).AbsoluteUri;
        page.Request += (_, request) =>
        {
            if (request.Url != address && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _problems.Enqueue($"The page asked for {request.Url}.");
            }
        };
        page.PageError += (_, error) => _problems.Enqueue($"The page's script failed: {error}");
        await page.GotoAsync(address);
        return page;
    }
}
