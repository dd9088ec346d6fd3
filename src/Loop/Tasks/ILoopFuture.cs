namespace Sim;

/// <summary>A future with a result, whether somebody sets it (<see cref="LoopFuture{T}"/>) or code comes to it (<see cref="LoopTask{T}"/>).</summary>
/// <typeparam name="T">What the result is.</typeparam>
public interface ILoopFuture<out T>
{
    /// <summary>The result; throws the fault, or that it was canceled.</summary>
    /// <exception cref="InvalidOperationException">It is not done.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    T Result { get; }

    /// <summary>The future itself; internal, as nobody else can make one.</summary>
    internal LoopFuture Untyped { get; }
}
