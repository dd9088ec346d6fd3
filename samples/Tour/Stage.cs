namespace Tour;

/// <summary>What a lesson needs of the world that it runs in.</summary>
public abstract class Stage
{
    private readonly TextWriter _output;

    protected Stage(TextWriter output)
    {
        _output = output;
    }

    /// <summary>Writes a line.</summary>
    public void Say(string line) => _output.WriteLine(line);

    /// <summary>Starts the program with the page, and makes a client for it.</summary>
    public abstract Task<HttpClient> OpenPage();
}
