namespace Sim.Properties.TaskTrees;

/// <summary>
/// Goes through what a program of tasks told, and says what of it cannot be: a small interpreter of the program's tree with plain lists, which
/// knows nothing of the loop.
/// </summary>
internal abstract class Oracle
{
    /// <summary>What a gathered outcome is told as.</summary>
    public const int Canceled = -1;

    /// <inheritdoc cref="Canceled"/>
    public const int Faulted = -2;

    /// <summary>What is wrong, if anything is.</summary>
    public List<string> Wrong { get; } = [];

    public abstract void See(Note note);

    /// <summary>The log is over.</summary>
    public virtual void Finish()
    {
    }

    protected void Say(Note note, string what) => Wrong.Add($"{note}: {what}");

    protected void SayIf(bool isWrong, Note note, string what)
    {
        if (isWrong)
        {
            Say(note, what);
        }
    }
}
