using System.Runtime.CompilerServices;

namespace Sim.Gauntlet.Blocks;

/// <summary>
/// A variable that several tasks share without protection. Each access is a scheduling point of its own: the task goes behind what is
/// ready, and the step that resumes it begins with the access.
/// </summary>
internal sealed class Shared<T>(Simulation sim, T value)
{
    /// <summary>The value without a scheduling point: where nobody else can be at it, or inside an access.</summary>
    public T Value { get; set; } = value;

    public ReadAccess Read() => new(this, sim.Yield(this, write: false).GetAwaiter());

    public WriteAccess Write(T value) => new(this, value, sim.Yield(this).GetAwaiter());

    /// <summary>Reads and writes in one step, as an interlocked instruction does; the result is the value written.</summary>
    public UpdateAccess Update(Func<T, T> change) => new(this, change, sim.Yield(this).GetAwaiter());

    /// <summary>A read that is awaited.</summary>
    internal readonly struct ReadAccess(Shared<T> cell, YieldAwaitable.YieldAwaiter turn) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public ReadAccess GetAwaiter() => this;

        public T GetResult()
        {
            turn.GetResult();
            return cell.Value;
        }

        public void OnCompleted(Action continuation) => turn.OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => turn.UnsafeOnCompleted(continuation);
    }

    /// <summary>A write that is awaited.</summary>
    internal readonly struct WriteAccess(Shared<T> cell, T value, YieldAwaitable.YieldAwaiter turn) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public WriteAccess GetAwaiter() => this;

        public void GetResult()
        {
            turn.GetResult();
            cell.Value = value;
        }

        public void OnCompleted(Action continuation) => turn.OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => turn.UnsafeOnCompleted(continuation);
    }

    /// <summary>An update that is awaited.</summary>
    internal readonly struct UpdateAccess(Shared<T> cell, Func<T, T> change, YieldAwaitable.YieldAwaiter turn) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => false;

        public UpdateAccess GetAwaiter() => this;

        public T GetResult()
        {
            turn.GetResult();
            return cell.Value = change(cell.Value);
        }

        public void OnCompleted(Action continuation) => turn.OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => turn.UnsafeOnCompleted(continuation);
    }
}
