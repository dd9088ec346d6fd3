using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.Services;

/// <summary>
/// autocomplete: each key sends a query, and each answer sets the suggestions. The first query takes 6 ms, the next, sent 3 ms later, as
/// long; an answer is parsed in four steps. The bug: nobody asks whether an answer belongs to the text that stands there, so an
/// answer that is overtaken while it is parsed leaves stale suggestions. The twin drops answers to queries that are not the last.
/// </summary>
internal sealed class Autocomplete(Simulation sim, bool isFixed)
{
    private const int ParsingSteps = 4;
    private static readonly TimeSpan s_typing = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_answering = TimeSpan.FromMilliseconds(6);

    private readonly Shared<string> _suggestions = new(sim, "");
    private string _text = "";

    public async Task RunAsync()
    {
        Task first = TypeAsync("s");
        await Task.Delay(s_typing);
        Task second = TypeAsync("si");
        await Task.WhenAll(first, second);
        sim.Always(_suggestions.Value == "for si", "the suggestions are for the text that stands there");
    }

    private Task TypeAsync(string text)
    {
        _text = text;
        return Task.Run(() => SuggestAsync(text));
    }

    private async Task SuggestAsync(string text)
    {
        await Task.Delay(s_answering);
        for (int step = 0; step < ParsingSteps; step++)
        {
            await Task.Yield();
        }

        await sim.Yield(_suggestions);
        if (!isFixed || text == _text)
        {
            _suggestions.Value = $"for {text}";
        }
    }
}
