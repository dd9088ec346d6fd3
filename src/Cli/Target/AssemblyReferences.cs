using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sim.Cli.Target;

/// <summary>Reads from an assembly, without loading it, what it references.</summary>
internal static class AssemblyReferences
{
    public static IReadOnlySet<string> Of(string assembly)
    {
        try
        {
            return Read(assembly);
        }
        catch (Exception wrong) when (wrong is BadImageFormatException or InvalidOperationException)
        {
            throw new WrongInputException($"{assembly} is not a .NET assembly. Name the dll that the project builds, or the project.");
        }
    }

    private static HashSet<string> Read(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        if (!file.HasMetadata)
        {
            throw new BadImageFormatException();
        }

        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
