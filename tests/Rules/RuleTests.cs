using Sim.Analyzers;

namespace Sim.Rules;

/// <summary>Each rule reports what it is about, and leaves alone what only looks like it.</summary>
public class RuleTests
{
    public static IEnumerable<string> Rules => new SimulationAnalyzer().SupportedDiagnostics.Select(static rule => rule.Id);

    public static TheoryData<string> RulesOfCode => [.. Rules.Where(static rule => rule != "SIM9001")];

    /// <summary>Mutations: StaticStateRule takes initializers for changes; IsCallWithZero is never true; HasNoHashOfItsOwn is always true.</summary>
    [Theory]
    [MemberData(nameof(RulesOfCode))]
    public Task What_a_simulation_cannot_reach_is_reported_and_what_is_harmless_is_left_alone(string rule) => Cases.Of(rule).ReportsAsync(rule);

    [Fact]
    public Task A_finalizer_is_reported_where_its_type_is_made() => new Code("""
        class Ghost { ~[|Ghost|]() { } }
        class Unmade { ~Unmade() { } }
        class Tests { [Simulation] public Task Test(Simulation sim) { _ = new Ghost(); return Task.CompletedTask; } }
        """).ReportsAsync("SIM2006");

    [Fact]
    public Task What_a_type_sets_once_is_no_state_that_changes() => new Code("""
        class Table
        {
            static readonly int[] s_squares = new int[3];
            static int s_first = 1, s_second = s_first = 3;
            static Table() { s_squares[1] = 1; s_first = 2; }
            public Table() => [|s_first = 4|];
            public static int Square(int n) => s_squares[n];
        }
        class Tests { [Simulation] public Task Test(Simulation sim) { _ = Table.Square(new Table().GetHashCode()); return Task.CompletedTask; } }
        """).ReportsAsync("SIM2002");

    [Fact]
    public void Every_rule_has_a_hit_and_a_miss()
    {
        Assert.Equal(Rules.Except(["SIM9001"]), Cases.Rules.WithHit);
        Assert.Equal(Rules.Except(["SIM9001"]), Cases.Rules.WithMiss);
    }
}
