using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;

namespace Sim.AspNetCore;

/// <summary>
/// Has compiled expressions made without optimization. Every run builds its application anew, and each endpoint of a minimal API is an
/// expression that is compiled for a handful of requests: optimizing that code was three quarters of a run.
/// </summary>
/// <remarks>It holds for the process, for expressions that are compiled from then on. Their results are the same.</remarks>
internal static class ExpressionCode
{
    /// <summary>Where the field is not what it was, code is optimized as ever.</summary>
    public static void CompileQuickly()
    {
        FieldInfo? module = typeof(DynamicMethod).GetField("s_anonymouslyHostedDynamicMethodsModule", BindingFlags.Static | BindingFlags.NonPublic);
        if (module?.FieldType == typeof(Module))
        {
            module.SetValue(null, Unoptimized());
        }
    }

    /// <summary>A module as the runtime makes one for such code, but marked as one to debug.</summary>
    private static Module Unoptimized()
    {
        var mark = new CustomAttributeBuilder(
            typeof(DebuggableAttribute).GetConstructor([typeof(DebuggableAttribute.DebuggingModes)])!,
            [DebuggableAttribute.DebuggingModes.Default | DebuggableAttribute.DebuggingModes.DisableOptimizations]);
        return AssemblyBuilder
            .DefineDynamicAssembly(new AssemblyName("Anonymously Hosted DynamicMethods Assembly"), AssemblyBuilderAccess.Run, [mark])
            .ManifestModule;
    }
}
