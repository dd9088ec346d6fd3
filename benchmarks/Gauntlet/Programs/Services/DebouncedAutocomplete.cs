using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// debounced_autocomplete: a query is sent when no key came for 300 ms; a key cancels the one before. The bug: the cancellation is looked at
/// before the query is sent, not when its answer comes; an answer that took as long as the next debounce and query together races
/// with the next answer. The twin looks at it before it shows an answer.
/// </summary>
internal sealed class DebouncedAutocomplete(Simulation sim, bool isFixed)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(305);
    private static readonly TimeSpan s_fast = TimeSpan.FromMilliseconds(10);

    private readonly Shared<string> _suggestions = new(sim, "");
    private CancellationTokenSource _last = new();

    public async Task RunAsync()
    {
        Task first = TypeAsync("s", s_slow);
        await Task.Delay(s_quiet);
        await Task.Delay(TimeSpan.FromMilliseconds(1));
        Task second = TypeAsync("si", s_fast);
        await Task.WhenAll(first, second);
        sim.Always(_suggestions.Value == "for si", "the suggestions are for the text that stands there");
    }

    private Task TypeAsync(string text, TimeSpan answering)
    {
        _last.Cancel();
        _last = new CancellationTokenSource();
        CancellationToken canceled = _last.Token;
        return Task.Run(() => SuggestAsync(text, answering, canceled));
    }

    private async Task SuggestAsync(string text, TimeSpan answering, CancellationToken canceled)
    {
        try
        {
            await Task.Delay(s_quiet, canceled);
            await Task.Delay(answering, CancellationToken.None);
            await sim.Yield(_suggestions);
            if (isFixed)
            {
                canceled.ThrowIfCancellationRequested();
            }

            _suggestions.Value = $"for {text}";
        }
        catch (OperationCanceledException)
        {
            // Another key came.
        }
    }
}
