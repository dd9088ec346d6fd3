using Sim.Gauntlet.Blocks;

namespace Sim.Gauntlet.Programs.SctBench;

/// <summary>
/// stringbuffer: one task appends a buffer to another, while a second empties it and fills it again. Each method of the buffer holds its
/// lock. The bug: the append asks for the length, then for so many characters, under two holds of the lock, and between them the
/// buffer may have shrunk. The twin holds it over both.
/// </summary>
internal sealed class TextBuffer(Simulation sim, bool isFixed)
{
    private readonly SemaphoreSlim _lock = new(1, 1);
    private string _text = "abc";

    public async Task RunAsync()
    {
        var crew = new Crew();
        await crew.StartAsync(RewriteAsync);
        await AppendToAnotherAsync();
        await crew.JoinAsync();
    }

    private async Task RewriteAsync()
    {
        await _lock.EnterAsync(sim);
        _text = "";
        _lock.Release();
        await _lock.EnterAsync(sim);
        _text += "abc";
        _lock.Release();
    }

    private async Task AppendToAnotherAsync()
    {
        await _lock.EnterAsync(sim);
        int length = _text.Length;
        if (!isFixed)
        {
            _lock.Release();
            await _lock.EnterAsync(sim);
        }

        sim.Always(length <= _text.Length, "no more characters are copied than there are");
        _lock.Release();
    }
}
