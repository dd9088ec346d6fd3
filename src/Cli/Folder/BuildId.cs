using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Sim.Cli.Folder;

/// <summary>What the program under test was built of: the module ids of all assemblies next to its own, whoever wrote them.</summary>
internal static class BuildId
{
    private const int Digits = 16;

    public static string Of(string assembly)
    {
        var modules = Directory.EnumerateFiles(Path.GetDirectoryName(assembly)!, "*.dll")
            .Order(StringComparer.Ordinal)
            .Select(path => (Name: Path.GetFileName(path), Id: ModuleId(path)))
            .Where(module => module.Id is not null)
            .Select(module => $"{module.Name} {module.Id}");
        return SealedJson.Digits(string.Join('\n', modules), Digits);
    }

    private static Guid? ModuleId(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata)
            {
                return null;
            }

            var metadata = file.GetMetadataReader();
            return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
