namespace Sim;

/// <summary>What an <see cref="AcquiredScope"/> gives back.</summary>
internal interface IAcquirable
{
    void Release();
}
