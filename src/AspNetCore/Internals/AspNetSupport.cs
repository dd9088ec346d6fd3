using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sim.AspNetCore;

/// <summary>Says whether this version of ASP.NET Core can be simulated: what is reached of its private members is looked for at the first host.</summary>
internal static class AspNetSupport
{
    private static readonly Lazy<string?> s_missing = new(Probe);

    /// <exception cref="PlatformNotSupportedException">A member is missing.</exception>
    public static void Require()
    {
        if (s_missing.Value is { } missing)
        {
            throw new PlatformNotSupportedException(
                $"Sim cannot simulate ASP.NET Core {typeof(KestrelServer).Assembly.GetName().Version}: {missing} " +
                "It was built and tested on ASP.NET Core 10.0.12: use a version of that line, or a newer Sim.");
        }
    }

    private static string? Probe()
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(KestrelInternals).TypeHandle);
            using var handler = new HttpClientHandler();
            return HttpClientInternals.InnerHandler(handler) is null ? "HttpClientHandler works differently." : null;
        }
        catch (TypeInitializationException exception) when (exception.InnerException is { } cause)
        {
            return cause.Message;
        }
        catch (MissingMemberException exception)
        {
            return exception.Message;
        }
    }
}
