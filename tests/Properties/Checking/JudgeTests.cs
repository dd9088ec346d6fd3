using FsCheck.Fluent;
using Sim.Checking;

namespace Sim.Properties.Checking;

/// <summary>The judges say what trying every order says.</summary>
public class JudgeTests
{
    private const int MostOperations = 7;

    /// <remarks>
    /// With SIM_FULL=1 on 10,000 histories. Mutations: seen to fail when whatever changed nothing where it stood was placed without alternatives, a
    /// write too; and when an operation without an answer was passed over for an earlier one with the same question that was placed already.
    /// </remarks>
    [Fact]
    public void Linearizability_is_what_trying_every_order_says() => ForAll(new Linearizable(), cases: 1_000);

    /// <remarks>Mutation: seen to fail, as the next, when an operation without an answer came before what its client did later.</remarks>
    [Fact]
    public void Sequential_consistency_is_what_trying_every_order_says() => ForAll(new Sequential(), cases: 300);

    [Theory]
    [InlineData(SessionGuarantees.ReadYourWrites)]
    [InlineData(SessionGuarantees.MonotonicReads)]
    [InlineData(SessionGuarantees.MonotonicWrites)]
    [InlineData(SessionGuarantees.WritesFollowReads)]
    [InlineData(SessionGuarantees.All)]
    public void A_session_guarantee_is_what_trying_every_order_says(SessionGuarantees guarantees) => ForAll(new InSession(guarantees), cases: 150);

    private static void ForAll(Compared property, int cases)
    {
        Holds.ForAll(
            Arb.From(from which in Gen.Choose(0, Objects.Count - 1) from @case in Case.Cases(MostOperations) select (which, @case)),
            drawn =>
            {
                property.Case = drawn.@case;
                Objects.Visit(drawn.which, property);
            },
            cases);
        Assert.True(property.Good * 5 > cases && property.Bad * 10 > cases, $"Of {cases} histories {property.Good} are as they should be and {property.Bad} are not: too few of one kind.");
    }

    private abstract class Compared : IObjectVisitor
    {
        public Case Case { get; set; } = null!;

        public int Good { get; private set; }

        public int Bad { get; private set; }

        public void Visit<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, Func<Call, TInput> ask)
            where TState : notnull
            where TInput : notnull
        {
            Operation<TInput, TOutput>[] operations = Case.Answer(model, ask);
            var history = new History<TInput, TOutput>(operations);
            bool expected = Expected(new BruteForce<TState, TInput, TOutput>(model), operations);

            Judgment<TInput, TOutput> judgment = Judge(model, history);

            Assert.True(judgment.Ruling == (expected ? Ruling.Holds : Ruling.Violated), $"{model.GetType().Name}: {judgment.Ruling}\n{judgment.Report}\n{string.Join('\n', history.Operations)}");
            Good += expected ? 1 : 0;
            Bad += expected ? 0 : 1;
            CheckReport(model, history, judgment);
        }

        protected abstract bool Expected<TState, TInput, TOutput>(BruteForce<TState, TInput, TOutput> force, Operation<TInput, TOutput>[] operations)
            where TState : notnull
            where TInput : notnull;

        protected abstract Judgment<TInput, TOutput> Judge<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history)
            where TState : notnull
            where TInput : notnull;

        protected virtual void CheckReport<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history, Judgment<TInput, TOutput> judgment)
            where TState : notnull
            where TInput : notnull =>
            Assert.InRange(judgment.Report.Split('\n').Length, 1, 12);
    }

    private sealed class Linearizable : Compared
    {
        protected override bool Expected<TState, TInput, TOutput>(BruteForce<TState, TInput, TOutput> force, Operation<TInput, TOutput>[] operations) =>
            force.IsLinearizable(operations);

        protected override Judgment<TInput, TOutput> Judge<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history) =>
            history.CheckLinearizable(model);

        /// <summary>The culprit is to blame: what happened up to its end has no order, and without it has one. Every order that is told is one.</summary>
        protected override void CheckReport<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history, Judgment<TInput, TOutput> judgment)
        {
            base.CheckReport(model, history, judgment);
            Assert.All(judgment.Orders, order => AssertExplains(model, order));
            if (judgment.Culprit is not { } culprit)
            {
                Assert.Equal(history.Operations.Count(static operation => operation.End == OperationEnd.Returned), judgment.Orders.Sum(static order => order.Count(static operation => operation.End == OperationEnd.Returned)));
                return;
            }

            var force = new BruteForce<TState, TInput, TOutput>(model);
            Operation<TInput, TOutput>[] part = [.. history.Operations.Where(operation => model.PartitionOf(operation.Input).Equals(model.PartitionOf(culprit.Input)))];
            Assert.False(force.IsLinearizable(UpTo(part, culprit.EndOrder)));
            Assert.True(force.IsLinearizable(UpTo(part, culprit.EndOrder).Select(operation =>
                operation.CallOrder == culprit.CallOrder ? operation with { End = OperationEnd.Unknown } : operation)));
            Assert.NotEmpty(judgment.Orders);
        }

        /// <summary>What anybody knew at a time: an operation that had not ended may have taken effect.</summary>
        private static IEnumerable<Operation<TInput, TOutput>> UpTo<TInput, TOutput>(IEnumerable<Operation<TInput, TOutput>> operations, int end) =>
            from operation in operations
            where operation.CallOrder <= end
            select operation.EndOrder <= end ? operation : operation with { End = operation.End == OperationEnd.Failed ? OperationEnd.Failed : OperationEnd.Unknown };

        private static void AssertExplains<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, IReadOnlyList<Operation<TInput, TOutput>> order)
            where TState : notnull
            where TInput : notnull
        {
            TState state = model.Initial;
            foreach (Operation<TInput, TOutput> operation in order)
            {
                (state, TOutput right) = model.Apply(state, operation.Input);
                Assert.True(operation.End != OperationEnd.Returned || Equals(right, operation.Output), $"{operation}: right is {right}");
            }
        }
    }

    private sealed class Sequential : Compared
    {
        protected override bool Expected<TState, TInput, TOutput>(BruteForce<TState, TInput, TOutput> force, Operation<TInput, TOutput>[] operations) =>
            force.IsSequentiallyConsistent(operations);

        protected override Judgment<TInput, TOutput> Judge<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history) =>
            history.CheckSequentiallyConsistent(model);
    }

    private sealed class InSession(SessionGuarantees guarantees) : Compared
    {
        protected override bool Expected<TState, TInput, TOutput>(BruteForce<TState, TInput, TOutput> force, Operation<TInput, TOutput>[] operations) =>
            force.IsInSession(operations, guarantees);

        protected override Judgment<TInput, TOutput> Judge<TState, TInput, TOutput>(Model<TState, TInput, TOutput> model, History<TInput, TOutput> history) =>
            history.CheckSessions(model, guarantees);
    }
}
