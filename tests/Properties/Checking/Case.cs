using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Sim.Checking;

namespace Sim.Properties.Checking;

/// <summary>A small history, made by letting an object answer at some moment of each operation, and then perhaps spoiling an answer.</summary>
/// <param name="Calls">Client, question, when it was called, when it took effect and when it ended.</param>
/// <param name="Spoiled">Which answers are those that another moment would have given.</param>
public sealed record Case(ImmutableArray<Call> Calls, ImmutableArray<int> Spoiled)
{
    public const int Keys = 2;
    public const int Values = 3;
    private const int Clients = 3;

    public static Gen<Case> Cases(int most) =>
        from count in Gen.Choose(1, most)
        from calls in Gen.ArrayOf(OneCall, count)
        from spoiled in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(1, 2)))
        from which in Gen.ArrayOf(Gen.Choose(0, count - 1), spoiled)
        select new Case([.. calls], [.. which]);

    private static Gen<Call> OneCall =>
        from client in Gen.Choose(0, Clients - 1)
        from wait in Gen.Choose(0, 6)
        from effect in Gen.Choose(0, 6)
        from rest in Gen.Choose(0, 6)
        from end in Gen.Frequency((7, Gen.Constant(OperationEnd.Returned)), (2, Gen.Constant(OperationEnd.Unknown)), (1, Gen.Constant(OperationEnd.Failed)))
        from kind in Gen.Choose(0, 99)
        from key in Gen.Choose(0, Keys - 1)
        from value in Gen.Choose(0, Values - 1)
        select new Call(client, wait, effect, rest, end, kind, key, value);

    public static Arbitrary<Case> Arbitrary(int most) => Arb.From(Cases(most), Shrink);

    /// <summary>Lets an object of the model answer.</summary>
    public Operation<TInput, TOutput>[] Answer<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, Func<Call, TInput> ask)
        where TState : notnull
        where TInput : notnull
    {
        int[] clocks = new int[Clients];
        var made = new List<(Call Call, TInput Input, int CalledAt, int EffectAt, int EndAt)>();
        foreach (Call call in Calls)
        {
            int called = clocks[call.Client] + 1 + call.Wait;
            int effect = called + call.Effect;
            int end = clocks[call.Client] = effect + call.Rest;
            made.Add((call, ask(call), called, effect, end));
        }

        TOutput[] outputs = Outputs(model, [.. made.Select(static one => (one.Call, one.Input, one.EffectAt))]);
        return [.. made.Select((one, i) => new Operation<TInput, TOutput>($"client {one.Call.Client}", one.Input, TimeSpan.FromSeconds(one.CalledAt))
        {
            End = one.Call.End,
            Output = one.Call.End == OperationEnd.Returned ? outputs[Spoiled.Contains(i) ? (i + 1) % made.Count : i] : default,
            EndedAt = one.Call.End == OperationEnd.Unknown ? TimeSpan.MaxValue : TimeSpan.FromSeconds(one.EndAt),
        })];
    }

    /// <summary>Every second operation without an answer took effect, at its moment; the others never did.</summary>
    private static TOutput[] Outputs<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, (Call Call, TInput Input, int EffectAt)[] made)
        where TState : notnull
        where TInput : notnull
    {
        var states = new Dictionary<object, TState>();
        var outputs = new TOutput[made.Length];
        foreach ((int i, (Call call, TInput input, _)) in made.Index().OrderBy(static one => one.Item.EffectAt))
        {
            object part = model.PartitionOf(input);
            (TState next, outputs[i]) = model.Apply(states.GetValueOrDefault(part, model.Initial), input);
            bool happened = call.End switch
            {
                OperationEnd.Returned => true,
                OperationEnd.Unknown => call.Rest % 2 == 0,
                _ => false,
            };
            states[part] = happened ? next : states.GetValueOrDefault(part, model.Initial);
        }

        return outputs;
    }

    private static IEnumerable<Case> Shrink(Case @case) =>
        @case.Calls.Select((_, i) => new Case(@case.Calls.RemoveAt(i), [.. @case.Spoiled.Where(spoiled => spoiled != i && spoiled < @case.Calls.Length - 1)]))
            .Where(static smaller => smaller.Calls.Length > 0)
            .Concat(@case.Spoiled.Select((_, i) => @case with { Spoiled = @case.Spoiled.RemoveAt(i) }));
}

/// <summary>One operation of a case: how long before its call, until it takes effect, until its end, and what it asks.</summary>
public sealed record Call(int Client, int Wait, int Effect, int Rest, OperationEnd End, int Kind, int Key, int Value);
