using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sim.Analyzers;

/// <summary>A setting in .editorconfig that means nothing would otherwise be passed over in silence.</summary>
internal static class WrongSetting
{
    public static readonly DiagnosticDescriptor Report = new(
        "SIM9001",
        "A setting of Sim.Analyzers means nothing",
        "In .editorconfig {0}",
        "Settings",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/analyzers/SIM9001.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static void Tell(Settings settings, CompilationAnalysisContext context)
    {
        foreach (string mistake in settings.Mistakes)
        {
            context.ReportDiagnostic(Diagnostic.Create(Report, Location.None, mistake));
        }
    }
}
