namespace Sim;

/// <summary>Tells a loop the time: the first of its three seams.</summary>
public interface IClock
{
    /// <summary>The present instant in ticks of 100 ns since a fixed origin; it never goes back.</summary>
    long Now { get; }
}
