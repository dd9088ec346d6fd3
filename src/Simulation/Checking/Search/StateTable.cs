using System.Runtime.InteropServices;

namespace Sim.Checking;

/// <summary>The states of one object. The model is asked once for each state and each different question with its answer.</summary>
internal sealed class StateTable<TState, TInput, TOutput> : StateSpace
    where TState : notnull
    where TInput : notnull
{
    private readonly Model<TState, TInput, TOutput> _model;
    private readonly List<TState> _states = [];
    private readonly Dictionary<TState, int> _numbers;
    private readonly Dictionary<long, int> _steps = [];
    private readonly List<(TInput Input, Answer<TOutput> Answer)> _questions = [];
    private readonly int[] _questionOf;

    public StateTable(Model<TState, TInput, TOutput> model, IReadOnlyList<Item<TInput, TOutput>> items)
    {
        _model = model;
        _numbers = new Dictionary<TState, int>(model.StateComparer);
        var questions = new Dictionary<(TInput, Answer<TOutput>), int>();
        _questionOf = [.. items.Select(item => Number(questions, item))];
        Number(model.Initial);
    }

    /// <summary>Which question an item asks: two with the same number have the same effect everywhere.</summary>
    public ReadOnlySpan<int> Questions => _questionOf;

    public override int Step(int state, int item)
    {
        int question = _questionOf[item];
        ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(_steps, ((long)state << 32) | (uint)question, out bool exists);
        return exists ? known : known = Ask(state, question);
    }

    public TState this[int state] => _states[state];

    /// <summary>The answer that would have been right.</summary>
    public TOutput RightAnswer(int state, TInput input) => _model.Apply(_states[state], input).Output;

    private int Ask(int state, int question)
    {
        (TInput input, Answer<TOutput> answer) = _questions[question];
        return _model.TryStep(_states[state], input, answer, out TState next) ? Number(next) : Impossible;
    }

    private int Number(TState state)
    {
        if (!_numbers.TryGetValue(state, out int number))
        {
            _numbers.Add(state, number = _states.Count);
            _states.Add(state);
        }

        return number;
    }

    private int Number(Dictionary<(TInput, Answer<TOutput>), int> questions, Item<TInput, TOutput> item)
    {
        (TInput, Answer<TOutput>) question = (item.Operation.Input, item.Answer);
        if (!questions.TryGetValue(question, out int number))
        {
            questions.Add(question, number = questions.Count);
            _questions.Add(question);
        }

        return number;
    }
}
