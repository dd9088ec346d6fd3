using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;

namespace Sim.Cli.Worker;

/// <summary>Tells file and line of a method from the portable symbols next to its assembly.</summary>
internal sealed class SourcePlaces : IDisposable
{
    private readonly MetadataReaderProvider? _provider;
    private readonly MetadataReader? _symbols;

    private SourcePlaces(MetadataReaderProvider? provider)
    {
        _provider = provider;
        _symbols = provider?.GetMetadataReader();
    }

    public static SourcePlaces Of(string assembly)
    {
        var symbols = Path.ChangeExtension(assembly, ".pdb");
        try
        {
            return new(File.Exists(symbols) ? MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols)) : null);
        }
        catch (BadImageFormatException)
        {
            return new(null);
        }
    }

    /// <summary>File and line; without symbols the name of the type.</summary>
    public string Find(MethodInfo method)
    {
        var token = WithCode(method).MetadataToken;
        return Lookup(method, token) ?? method.DeclaringType?.FullName ?? "";
    }

    public void Dispose() => _provider?.Dispose();

    // The lines of an async method belong to its state machine.
    private static MethodInfo WithCode(MethodInfo method) =>
        method.GetCustomAttribute<StateMachineAttribute>()?.StateMachineType
            .GetMethod("MoveNext", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) ?? method;

    private string? Lookup(MethodInfo method, int token)
    {
        if (_symbols is null || method.Module.Assembly != method.ReflectedType?.Assembly)
        {
            return null;
        }

        var handle = MetadataTokens.MethodDefinitionHandle(token).ToDebugInformationHandle();
        var line = _symbols.GetMethodDebugInformation(handle).GetSequencePoints().FirstOrDefault(point => !point.IsHidden);
        return line.Document.IsNil
            ? null
            : $"{Path.GetFileName(_symbols.GetString(_symbols.GetDocument(line.Document).Name))}:{line.StartLine}";
    }
}
