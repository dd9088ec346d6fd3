using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sim.Scenarios.Hygiene;

/// <summary>An assembly's public API as text, a line a member, in an order of its own, so that a change is a line of a diff.</summary>
internal static class ApiDump
{
    private static readonly SymbolDisplayFormat Types = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Members = new(
        typeQualificationStyle: Types.TypeQualificationStyle,
        genericsOptions: Types.GenericsOptions,
        memberOptions: SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: Types.MiscellaneousOptions);

    public static string Of(string dll) => Of(MetadataReference.CreateFromFile(dll));

    public static string Of(MetadataReference dumped)
    {
        IEnumerable<string> others = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => path != dumped.Display);
        CSharpCompilation compilation = CSharpCompilation.Create("Dump", references: others.Select(path => MetadataReference.CreateFromFile(path)).Append(dumped));
        IAssemblySymbol assembly = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(dumped)!;
        return string.Concat(TypesIn(assembly.GlobalNamespace).Where(IsVisible).Select(Of).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol scope) =>
        scope.GetTypeMembers().SelectMany(type => TypesIn(type).Prepend(type))
            .Concat(scope is INamespaceSymbol parent ? parent.GetNamespaceMembers().SelectMany(TypesIn) : []);

    private static string Of(INamedTypeSymbol type)
    {
        IEnumerable<string> members = type.GetMembers()
            .Where(member => member is not INamedTypeSymbol && IsVisible(member) && !IsAccessor(member) && !IsWrittenByCompiler(member))
            .Select(member => $"    {member.ToDisplayString(Members)}\n");
        return $"{Modifiers(type)}{type.ToDisplayString(Types)}{Bases(type)}\n{string.Concat(members.Order(StringComparer.Ordinal))}";
    }

    private static string Modifiers(INamedTypeSymbol type)
    {
        bool plain = type.TypeKind is TypeKind.Interface or TypeKind.Enum or TypeKind.Struct or TypeKind.Delegate;
        string extent = plain ? "" : type.IsStatic ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        string kind = $"{(type.IsReadOnly ? "readonly " : "")}{(type.IsRecord ? "record " : "")}{type.TypeKind}".ToLowerInvariant();
        return $"{type.DeclaredAccessibility.ToString().ToLowerInvariant()} {extent}{kind} ";
    }

    private static string Bases(INamedTypeSymbol type)
    {
        IEnumerable<INamedTypeSymbol> interfaces = type.Interfaces.Where(IsVisible).OrderBy(each => each.ToDisplayString(Types), StringComparer.Ordinal);
        INamedTypeSymbol[] bases = type.BaseType is { SpecialType: SpecialType.None } parent ? [parent, .. interfaces] : [.. interfaces];
        return bases.Length == 0 ? "" : " : " + string.Join(", ", bases.Select(each => each.ToDisplayString(Types)));
    }

    private static bool IsAccessor(ISymbol member) => member is IMethodSymbol { AssociatedSymbol: not null };

    /// <summary>What "record" or "struct" says already.</summary>
    private static bool IsWrittenByCompiler(ISymbol member) =>
        member.IsImplicitlyDeclared || member.Name == "EqualityContract" || member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));
}
