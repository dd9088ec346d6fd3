using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.GoKer;

/// <summary>
/// hugo_5379: a page makes its content on first use, under a lock, and so does its summary, which needs the content. The bug: the summary
/// asks for the content while it holds the lock; if nobody has made it yet, the lock is taken twice. The twin makes the content first.
/// </summary>
internal sealed class Hugo5379(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private readonly Shared<string?> _content = new(sim, null);
    private string? _summary;

    public async Task RunAsync()
    {
        await Task.WhenAll(Task.Run(ContentAsync), Task.Run(SummarizeAsync));
        sim.Always(_summary == "text", "the summary is the page's");
    }

    private async Task<string> ContentAsync()
    {
        if (await _content.Read() is { } made)
        {
            return made;
        }

        await _lock.EnterAsync(sim);
        string content = _content.Value ??= "text";
        _lock.Release();
        return content;
    }

    private async Task SummarizeAsync()
    {
        string? content = isFixed ? await ContentAsync() : null;
        await _lock.EnterAsync(sim);
        _summary ??= content ?? await ContentAsync();
        _lock.Release();
    }
}
