namespace Sim;

/// <summary>Who reads and writes a connection without waiting. It is told inside the step that brought it about, and acts in one of its own.</summary>
internal interface IConnectionWatcher
{
    /// <summary>Whether it has more to send than there was room for.</summary>
    bool WantsRoom { get; }

    /// <summary>Bytes, the end or an error can be read.</summary>
    void OnReadable();

    /// <summary>There is room again.</summary>
    void OnRoom();
}
