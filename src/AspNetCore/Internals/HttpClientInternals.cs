using System.Runtime.CompilerServices;

namespace Sim.AspNetCore;

/// <summary>Private members of System.Net.Http.</summary>
internal static class HttpClientInternals
{
    /// <summary>The handler that does a handler's work, whose connections can be redirected.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_underlyingHandler")]
    public static extern ref SocketsHttpHandler InnerHandler(HttpClientHandler handler);
}
