namespace Sim.Scenarios.Network;

/// <summary>A network, real or simulated, as a behavior sees it.</summary>
internal interface INet
{
    /// <summary>A number of bytes that no network holds while nobody reads.</summary>
    int MoreThanFits { get; }

    /// <summary>Listens on the far side.</summary>
    Task<IDoor> ListenAsync();

    /// <summary>Connects to a port on the far side at which nobody listens.</summary>
    Task ConnectToNobodyAsync();
}

/// <summary>A listener on the far side, and the way to it from the near side.</summary>
internal interface IDoor : IDisposable
{
    Task<IEnd> AcceptAsync(CancellationToken token = default);

    Task<IEnd> ConnectAsync(CancellationToken token = default);
}

/// <summary>One end of a connection.</summary>
internal interface IEnd : IDisposable
{
    Stream Stream { get; }

    void CompleteWrites();

    void Reset();

    /// <summary>Closes as the end of a process does; disposing closes as a stream does, which ends its writes before.</summary>
    void Close();
}
