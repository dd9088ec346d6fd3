using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sim.Analyzers;

/// <summary>
/// Reports, in code that a simulation reaches, what capture cannot reach. One analyzer for all rules, so that what is reached is found
/// out once for a compilation.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SimulationAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<Rule> Rules =
    [
        new RealHttpClientRule(), new RealSocketRule(), new OwnThreadRule(), new ProcessRule(),
        new FileWatcherRule(), new FileRule(), new StaticStateRule(), new ThreadBoundStateRule(),
        new ProcessFactRule(), new IdentityHashRule(), new CollectorRule(), new NativeKeyRule(),
        new UnseenWaitRule(), new BlockingInAsyncRule(), new ClockRule(), new RandomBytesRule(),
    ];

    /// <summary>One for each rule, by name: release tracking reads this list. And one for a wrong setting.</summary>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RealHttpClientRule.Report, RealSocketRule.Report, OwnThreadRule.Report, ProcessRule.Report,
        FileWatcherRule.Report, FileRule.Report, StaticStateRule.Report, ThreadBoundStateRule.Report,
        ProcessFactRule.Report, IdentityHashRule.Report, CollectorRule.Report, NativeKeyRule.Report,
        UnseenWaitRule.Report, BlockingInAsyncRule.Report, ClockRule.Report, RandomBytesRule.Report,
        WrongSetting.Report,
    ];

    /// <summary>Registers for whole compilations; generated code is not reported, but what it calls is.</summary>
    /// <param name="context">The compiler's.</param>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        Settings settings = new(context.Compilation, context.Options.AnalyzerConfigOptionsProvider);
        context.RegisterCompilationEndAction(end => WrongSetting.Tell(settings, end));
        KnownTypes types = new(context.Compilation);
        if (types.Simulation is null && !settings.AnyWhole)
        {
            return;
        }

        Inspection inspection = new(types, settings, new ReachedOnce(types));
        foreach (OperationKind kind in Rules.SelectMany(rule => rule.Kinds).Distinct())
        {
            ImmutableArray<Rule> rules = [.. Rules.Where(rule => rule.Kinds.Contains(kind))];
            context.RegisterOperationAction(operation => inspection.Look(operation, rules), kind);
        }
    }
}
