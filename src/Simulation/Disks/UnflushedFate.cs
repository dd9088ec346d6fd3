namespace Sim;

/// <summary>What a crash of its host makes of what a simulated disk was given and did not flush.</summary>
public enum UnflushedFate
{
    /// <summary>Each change is kept, lost or torn, as recorded draws say; kept is the boring answer.</summary>
    Drawn,

    /// <summary>All is kept: as when only the process dies.</summary>
    Kept,

    /// <summary>All is lost: what was not flushed never happened.</summary>
    Lost,
}
