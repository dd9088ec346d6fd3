using System.Diagnostics;
using System.Reflection;
using Xunit;
using Xunit.v3;

namespace Sim.Testing;

/// <summary>Where xunit would call the test method once, explores it: the instances of the test class are made inside the runs.</summary>
internal sealed class SimulationTestRunner : XunitTestRunner
{
    private const string DynamicSkip = "$XunitDynamicSkip$";

    private static readonly SimulationTestRunner s_instance = new();

    /// <summary>Runs one test of a test case.</summary>
    public static ValueTask<RunSummary> RunAsync(XunitTestCaseRunnerContext context, IXunitTest test) => s_instance.Run(
        test,
        context.MessageBus,
        context.ConstructorArguments,
        context.ExplicitOption,
        context.Aggregator.Clone(),
        context.CancellationTokenSource,
        context.BeforeAfterTestAttributes);

    /// <inheritdoc />
    protected override bool IsTestClassCreatable(XunitTestRunnerContext ctxt) => false;

    /// <inheritdoc />
    protected override async ValueTask<TimeSpan> RunTest(XunitTestRunnerContext ctxt)
    {
        using IDisposable turn = await SimulationTest.TakeTurnAsync();
        return await base.RunTest(ctxt);
    }

    /// <inheritdoc />
    protected override async ValueTask<TimeSpan> InvokeTest(XunitTestRunnerContext ctxt, object? testClassInstance)
    {
        long started = Stopwatch.GetTimestamp();
        await ctxt.Aggregator.RunAsync(() => ExploreAsync(ctxt));
        return Stopwatch.GetElapsedTime(started);
    }

    private static async ValueTask ExploreAsync(XunitTestRunnerContext context)
    {
        ISimulationMark mark = context.TestMethod.GetCustomAttributes().OfType<ISimulationMark>().Single();
        TestSettings settings = mark.Settings;
        TheoryRow? row = context.TestMethodArguments.Length == 0 ? null : new TheoryRow(context.TestMethod, context.TestMethodArguments);
        TestSignature.Require(context.TestMethod, settings.Mark, takesData: row is not null || settings.Property is not null);
        SimulationTest simulation = MakeTest(context, settings, row);
        TestReport report = await simulation.RunAsync(TestContext.Current.CancellationToken);
        if (report.Output.Length > 0)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(report.Output);
        }

        if (report.Failure is not null)
        {
            context.Aggregator.Add(IsSkip(report.Failure) ? report.Failure.InnerException! : report.Failure);
        }
    }

    private static SimulationTest MakeTest(XunitTestRunnerContext context, TestSettings settings, TheoryRow? row)
    {
        Type type = context.Test.TestMethod.TestClass.Class;
        MethodInfo method = context.TestMethod;
        string name = TestName.Of(type, method) + row?.Name;
        if (settings.Property is { } inputs)
        {
            PropertyTest property = PropertyEngines.Make(method, name, values => new InstanceBody(type, method, context.ConstructorArguments, values), inputs);
            return new SimulationTest(name, method, property.Body, settings, property.Inputs);
        }

        return new SimulationTest(name, method, new InstanceBody(type, method, context.ConstructorArguments, row?.Values ?? []).RunAsync, settings);
    }

    /// <summary>A run may find out that it makes no sense here (<c>Assert.Skip</c>): that is no finding.</summary>
    private static bool IsSkip(Exception failure) => failure.InnerException?.Message.StartsWith(DynamicSkip, StringComparison.Ordinal) == true;
}
