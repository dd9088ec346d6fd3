namespace Sim;

/// <summary>What process to start, and how.</summary>
public sealed record ProcessOptions
{
    /// <summary>A path, or a name that is looked for in PATH.</summary>
    public required string FileName { get; init; }

    /// <summary>The arguments, one by one, as they are: no shell splits or expands them. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where it runs. Default: null, where this process does.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What differs from this process's environment; null as a value takes a variable out. Default: nothing.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether its standard input is a pipe, <see cref="LoopProcess.Input"/>; it is this process's own otherwise. Default: true.</summary>
    public bool PipesInput { get; init; } = true;

    /// <summary>Whether its standard output is a pipe, <see cref="LoopProcess.Output"/>; it is this process's own otherwise. Default: true.</summary>
    public bool PipesOutput { get; init; } = true;

    /// <summary>Whether its standard error is a pipe, <see cref="LoopProcess.Error"/>; it is this process's own otherwise. Default: true.</summary>
    public bool PipesError { get; init; } = true;

    /// <summary>The <see cref="AsyncStreamReader.Limit"/> of what it writes.</summary>
    /// <value>In bytes, from 1 on. Default: <see cref="AsyncStreamReader.DefaultLimit"/>.</value>
    public int Limit { get; init; } = AsyncStreamReader.DefaultLimit;
}
