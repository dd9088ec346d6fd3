using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Sim.Analyzers;

/// <summary>
/// Follows calls from the roots, within the compilation, each member once. A call by an interface or of a virtual method reaches all that
/// the compilation has for it; a type that is made, or named as a type argument (to a container, say), is made by its constructors and
/// called by what it implements.
/// </summary>
internal sealed class Walk
{
    private readonly HashSet<ISymbol> _members = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _types = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> _made = new(SymbolEqualityComparer.Default);
    private readonly HashSet<SyntaxNode> _lambdas = [];
    private readonly Queue<SyntaxNode> _bodies = new();
    private readonly Compilation _compilation;
    private readonly Hierarchy _hierarchy;
    private readonly CancellationToken _canceled;

    private Walk(Compilation compilation, CancellationToken canceled)
    {
        _compilation = compilation;
        _hierarchy = new Hierarchy(compilation.Assembly);
        _canceled = canceled;
    }

    public static ReachedCode From(KnownTypes types, CancellationToken canceled)
    {
        Walk walk = new(types.Compilation, canceled);
        walk.AddRoots(new Roots(types));
        while (walk._bodies.Count > 0)
        {
            canceled.ThrowIfCancellationRequested();
            walk.Follow(walk._bodies.Dequeue());
        }

        return new ReachedCode(walk._members, walk._lambdas);
    }

    private void AddRoots(Roots roots)
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            SyntaxNode root = tree.GetRoot(_canceled);
            SemanticModel model = ModelOf(tree);
            foreach (IMethodSymbol method in roots.Declared(root, model, _canceled))
            {
                Reach(method, made: roots.IsMarked(method));
            }

            foreach (SyntaxNode lambda in roots.Lambdas(root, model, _canceled).Where(_lambdas.Add))
            {
                _bodies.Enqueue(lambda);
            }
        }
    }

#pragma warning disable RS1030 // Who calls may stand in another file than what is reported. A compilation-end action would know all, but its findings have no fixes.
    private SemanticModel ModelOf(SyntaxTree tree) => _compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    private void Follow(SyntaxNode body)
    {
        if (ModelOf(body.SyntaxTree).GetOperation(body, _canceled) is { } operation)
        {
            Visit(operation);
        }
    }

    private void Visit(IOperation operation)
    {
        Note(operation);
        foreach (IOperation child in operation.ChildOperations.Where(child => child is not ILocalFunctionOperation))
        {
            Visit(child);
        }
    }

    private void Note(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation call:
                Reach(call.TargetMethod);
                MakeArguments(call.TargetMethod.TypeArguments);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Reach(constructor, made: true);
                break;
            case ITypeOfOperation { TypeOperand: INamedTypeSymbol named }:
                Make(named);
                break;
            case IMethodReferenceOperation handed:
                Reach(handed.Method);
                break;
            case IPropertyReferenceOperation property:
                Reach(property.Property.GetMethod);
                Reach(property.Property.SetMethod);
                break;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: { } happening } }:
                Reach(happening.AddMethod);
                Reach(happening.RemoveMethod);
                break;
            case IFieldReferenceOperation { Field: { IsStatic: true } field }:
                Touch(field.ContainingType);
                break;
            case IBinaryOperation { OperatorMethod: { } method }:
                Reach(method);
                break;
            case IUnaryOperation { OperatorMethod: { } method }:
                Reach(method);
                break;
            case IConversionOperation { OperatorMethod: { } method }:
                Reach(method);
                break;
        }
    }

    private void Reach(IMethodSymbol? called, bool made = false)
    {
        if (called is null)
        {
            return;
        }

        IMethodSymbol method = (called.ReducedFrom ?? called).OriginalDefinition;
        if (IsOurs(method) && _members.Add(method))
        {
            Enqueue(method);
            Enqueue(method.PartialImplementationPart);
            foreach (IMethodSymbol standIn in _hierarchy.StandIns(method))
            {
                Reach(standIn, made: !standIn.ContainingType.IsAbstract);
            }
        }

        if (made)
        {
            Make(called.ContainingType);
        }
        else
        {
            Touch(called.ContainingType);
        }
    }

    /// <summary>A program that is run as a host is named by its type: its entry point is called.</summary>
    private void MakeArguments(IEnumerable<ITypeSymbol> arguments)
    {
        foreach (INamedTypeSymbol type in arguments.OfType<INamedTypeSymbol>())
        {
            Make(type);
            if (_compilation.GetEntryPoint(_canceled) is { } main && SymbolEqualityComparer.Default.Equals(main.ContainingType, type))
            {
                Reach(main);
            }
        }
    }

    private void Make(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (!IsOurs(type) || !_made.Add(type))
        {
            return;
        }

        foreach (IMethodSymbol method in type.InstanceConstructors.Concat(_hierarchy.CalledFromOutside(type)))
        {
            Reach(method);
        }

        Touch(type);
    }

    /// <summary>What runs when a type is used at all: the initializers of its fields and properties, its static constructor.</summary>
    private void Touch(INamedTypeSymbol? used)
    {
        for (INamedTypeSymbol? type = used?.OriginalDefinition; type is not null && IsOurs(type) && _types.Add(type); type = type.BaseType?.OriginalDefinition)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } constructor)
                {
                    Reach(constructor);
                }
                else if (member is IFieldSymbol or IPropertySymbol && _members.Add(member))
                {
                    EnqueueInitializer(member);
                }
            }
        }
    }

    private void Enqueue(IMethodSymbol? method)
    {
        foreach (SyntaxReference reference in method?.DeclaringSyntaxReferences ?? [])
        {
            _bodies.Enqueue(reference.GetSyntax(_canceled));
        }
    }

    private void EnqueueInitializer(ISymbol member)
    {
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            EqualsValueClauseSyntax? initializer = reference.GetSyntax(_canceled) switch
            {
                VariableDeclaratorSyntax field => field.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (initializer is not null)
            {
                _bodies.Enqueue(initializer);
            }
        }
    }

    private bool IsOurs(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _compilation.Assembly);
}
