using Sim.Checking;

namespace Sim.Properties.Checking;

/// <summary>A property over histories of any of the objects that there are models of.</summary>
internal interface IObjectVisitor
{
    void Visit<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, Func<Call, TInput> ask)
        where TState : notnull
        where TInput : notnull;
}

/// <summary>The objects.</summary>
internal static class Objects
{
    public const int Count = 5;

    /// <summary>Visits one of them.</summary>
    public static void Visit(int which, IObjectVisitor visitor)
    {
        switch (which)
        {
            case 0:
                visitor.Visit(new RegisterModel<int>(0), Register);
                break;
            case 1:
                visitor.Visit(new MapModel<int, int>(), Map);
                break;
            case 2:
                visitor.Visit(new SetModel<int>(), Set);
                break;
            case 3:
                visitor.Visit(new QueueModel<int>(), Queue);
                break;
            default:
                visitor.Visit(new CounterModel(), static call => call.Kind % 2 == 0 ? call.Value + 1 : 0);
                break;
        }
    }

    private static RegisterInput<int> Register(Call call) => call.Kind switch
    {
        < 50 => RegisterInput<int>.Read,
        < 85 => RegisterInput<int>.Write(call.Value),
        _ => RegisterInput<int>.CompareAndSet(call.Key, call.Value),
    };

    private static MapInput<int, int> Map(Call call) => call.Kind switch
    {
        < 45 => MapInput<int, int>.Get(call.Key),
        < 75 => MapInput<int, int>.Put(call.Key, call.Value),
        < 88 => MapInput<int, int>.Remove(call.Key),
        _ => MapInput<int, int>.CompareAndSet(call.Key, call.Rest % Case.Values, call.Value),
    };

    private static SetInput<int> Set(Call call) => call.Kind switch
    {
        < 40 => SetInput<int>.Contains(call.Key),
        < 75 => SetInput<int>.Add(call.Key),
        _ => SetInput<int>.Remove(call.Key),
    };

    private static QueueInput<int> Queue(Call call) => call.Kind < 50 ? QueueInput<int>.Enqueue(call.Value) : QueueInput<int>.Dequeue;

    /// <summary>A model of a user's own: adds, and answers the sum. It says nothing of what is a query.</summary>
    private sealed class CounterModel : Model<int, int, int>
    {
        public override int Initial => 0;

        public override (int State, int Output) Apply(int state, int input) => (state + input, state + input);
    }
}
