using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>Members, local functions and lambdas of a compilation that run in a simulation.</summary>
internal sealed class ReachedCode(HashSet<ISymbol> members, HashSet<SyntaxNode> lambdas)
{
    public static readonly ReachedCode Nothing = new(new HashSet<ISymbol>(SymbolEqualityComparer.Default), []);

    /// <summary>Whether an operation lies in one of them. A lambda belongs to what it stands in, unless it is a simulation's itself.</summary>
    public bool Contains(IOperation operation, ISymbol member)
    {
        for (IOperation? outer = operation; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation && lambdas.Contains(outer.Syntax))
            {
                return true;
            }

            if (outer is ILocalFunctionOperation local)
            {
                return members.Contains(local.Symbol.OriginalDefinition) || InLambda(outer);
            }
        }

        return members.Contains(member.OriginalDefinition);
    }

    /// <summary>A local function of a simulation's lambda is the simulation's.</summary>
    private bool InLambda(IOperation operation) => operation.Syntax.Ancestors().Any(lambdas.Contains);
}
