using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Analyzers;

/// <summary>Where an await may stand, and how it is written.</summary>
internal static class AsyncCode
{
    /// <summary>Whether the innermost function round a place is async, and no lock is held there.</summary>
    public static bool Holds(SyntaxNode place)
    {
        foreach (SyntaxNode outer in place.Ancestors())
        {
            switch (outer)
            {
                case LockStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
            }
        }

        return false;
    }

    public static ExpressionSyntax Await(ExpressionSyntax awaited) =>
        SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), awaited.WithoutTrivia());

    /// <summary>As <see cref="Await"/>, in parentheses where the result is used further.</summary>
    public static ExpressionSyntax AwaitInPlaceOf(ExpressionSyntax replaced, ExpressionSyntax awaited) =>
        replaced.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ConditionalAccessExpressionSyntax or PostfixUnaryExpressionSyntax
            ? SyntaxFactory.ParenthesizedExpression(Await(awaited))
            : Await(awaited);
}
