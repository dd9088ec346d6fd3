using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>Blocking waits in async code. Capture sees them and finds their deadlocks; what it does not show is a pool that runs out of threads.</summary>
internal sealed class BlockingInAsyncRule : MemberRule
{
    private const string Task = "System.Threading.Tasks.Task";

    public static readonly DiagnosticDescriptor Report = new(
        "SIM3002",
        "A blocking wait in async code",
        "'{0}' holds a thread, of which a simulation always has another and production may not: await instead",
        Waits,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + "SIM3002.md");

    public override DiagnosticDescriptor Descriptor => Report;

    protected override ImmutableArray<Members> Watched { get; } =
    [
        new(Task, "Wait", "WaitAll", "WaitAny"),
        new(Task + "`1", "Result"),
        new("System.Threading.Tasks.ValueTask`1", "Result"),
        new("System.Runtime.CompilerServices.TaskAwaiter", "GetResult"),
        new("System.Runtime.CompilerServices.TaskAwaiter`1", "GetResult"),
        new("System.Runtime.CompilerServices.ValueTaskAwaiter", "GetResult"),
        new("System.Runtime.CompilerServices.ValueTaskAwaiter`1", "GetResult"),
        new("System.Threading.SemaphoreSlim", "Wait"),
    ];

    /// <summary>Wait(0) asks, and goes on.</summary>
    protected override bool Applies(IOperation operation, ISymbol member, KnownTypes types) => IsAsync(operation) && !IsCallWithZero(operation);

    /// <summary>Whether the innermost function round it is async.</summary>
    private static bool IsAsync(IOperation operation)
    {
        for (IOperation? outer = operation; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.IsAsync;
                case ILocalFunctionOperation local:
                    return local.Symbol.IsAsync;
                case IMethodBodyOperation body:
                    return body.SemanticModel?.GetDeclaredSymbol(body.Syntax) is IMethodSymbol { IsAsync: true };
            }
        }

        return false;
    }
}
