using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Sim.Cli.Worker;

/// <summary>Tells file and line of an await, from the portable symbols next to its assembly.</summary>
internal static class AwaitPlaces
{
    // "Async method stepping information" of the portable PDB format.
    private static readonly Guid Stepping = new("54FD2AC5-E925-401A-9C2A-F94F171072F8");

    /// <summary>File and line; null without symbols.</summary>
    public static string? Find(StepFrame frame)
    {
        var symbols = Path.ChangeExtension(frame.Code.Module.FullyQualifiedName, ".pdb");
        if (!File.Exists(symbols))
        {
            return null;
        }

        try
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
            return Find(provider.GetMetadataReader(), frame);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static string? Find(MetadataReader symbols, StepFrame frame)
    {
        var method = MetadataTokens.MethodDefinitionHandle(frame.Code.MetadataToken);
        var points = symbols.GetMethodDebugInformation(method.ToDebugInformationHandle()).GetSequencePoints().Where(point => !point.IsHidden).ToList();
        if (points.Count == 0)
        {
            return null;
        }

        var at = frame.Await < 0 ? 0 : OffsetOf(symbols, method, frame.Await);
        var point = points.Where(one => one.Offset <= at).DefaultIfEmpty(points[0]).Last();
        return $"{symbols.GetString(symbols.GetDocument(point.Document).Name)}:{point.StartLine}";
    }

    /// <summary>Where the await leaves the method.</summary>
    private static int OffsetOf(MetadataReader symbols, MethodDefinitionHandle method, int number)
    {
        foreach (var handle in symbols.GetCustomDebugInformation(method))
        {
            var information = symbols.GetCustomDebugInformation(handle);
            if (symbols.GetGuid(information.Kind) == Stepping)
            {
                return Read(symbols.GetBlobReader(information.Value), number);
            }
        }

        return 0;
    }

    // A catch handler's offset; then for each await where it leaves, where it resumes, and in which method.
    private static int Read(BlobReader blob, int number)
    {
        blob.ReadUInt32();
        for (var i = 0; blob.RemainingBytes > 0; i++)
        {
            var leaves = blob.ReadUInt32();
            blob.ReadUInt32();
            blob.ReadCompressedInteger();
            if (i == number)
            {
                return (int)leaves;
            }
        }

        return 0;
    }
}
