using System.Runtime.CompilerServices;

namespace Sim.Gauntlet.Blocks;

/// <summary>
/// A variable that several tasks share without protection. Each access is a scheduling point of its own: the task goes behind what is
/// ready, and the step that resumes it, which is known beforehand to touch the variable, begins with the access.
/// </summary>
internal sealed class Shared<T>(Simulation sim, T value)
{
    /// <summary>The value without a scheduling point: where nobody else can be at it, or behind one.</summary>
    public T Value { get; set; } = value;

    /// <summary>To be awaited: reads.</summary>
    public Access Read() => new(this, sim.Yield(this, write: false), null);

    /// <summary>To be awaited: writes.</summary>
    public Access Write(T value) => new(this, sim.Yield(this), value);

    /// <summary>To be awaited: reads and writes in one step, as an interlocked instruction does.</summary>
    public Access Update(Func<T, T> change) => new(this, sim.Yield(this), change);

    /// <summary>An access that is awaited; its result is the value after it.</summary>
    internal readonly struct Access : ICriticalNotifyCompletion
    {
        private readonly Shared<T> _cell;
        private readonly SimulationYield _turn;
        private readonly Func<T, T>? _change;
        private readonly bool _writes;
        private readonly T _value;

        public Access(Shared<T> cell, SimulationYield turn, Func<T, T>? change)
        {
            (_cell, _turn, _change, _value) = (cell, turn, change, default!);
        }

        public Access(Shared<T> cell, SimulationYield turn, T value)
        {
            (_cell, _turn, _value) = (cell, turn, value);
            _writes = true;
        }

        public bool IsCompleted => false;

        public Access GetAwaiter() => this;

        public T GetResult()
        {
            if (_writes)
            {
                _cell.Value = _value;
            }
            else if (_change is not null)
            {
                _cell.Value = _change(_cell.Value);
            }

            return _cell.Value;
        }

        public void OnCompleted(Action continuation) => _turn.OnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => _turn.UnsafeOnCompleted(continuation);
    }
}
