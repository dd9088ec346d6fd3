using System.Runtime.ExceptionServices;

namespace Sim;

/// <summary>What a future came to: its result, or why there is none.</summary>
/// <typeparam name="T">What the result is.</typeparam>
public readonly struct LoopOutcome<T>
{
    private readonly T? _result;

    internal LoopOutcome(T? result, Exception? exception)
    {
        _result = result;
        Exception = exception;
    }

    /// <summary>Its fault; an OperationCanceledException if it was canceled; null if it succeeded.</summary>
    public Exception? Exception { get; }

    /// <summary>Whether it succeeded.</summary>
    public bool IsSuccessful => Exception is null;

    /// <summary>The result; throws <see cref="Exception"/> where there is one.</summary>
    public T Result
    {
        get
        {
            if (Exception is not null)
            {
                ExceptionDispatchInfo.Throw(Exception);
            }

            return _result!;
        }
    }

    /// <inheritdoc />
    public override string ToString() => Exception is null ? $"{_result}" : $"{Exception.GetType().Name}: {Exception.Message}";
}
