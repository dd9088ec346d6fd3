using System.Runtime.InteropServices;

namespace Sim;

/// <summary>
/// The calls that move a connection's bytes, of which there are two for each small request. Where the kernel's numbers are known they do not go by the C library's
/// functions: a thread can be canceled in those, which costs four atomic operations a request as soon as the process has a second thread.
/// </summary>
internal static unsafe class SocketCalls
{
    private static readonly nint s_receive = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 45, Architecture.Arm64 => 207, _ => 0 };
    private static readonly nint s_send = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 44, Architecture.Arm64 => 206, _ => 0 };

    /// <returns>-1 for an error, which <see cref="Marshal.GetLastSystemError"/> tells until the next call.</returns>
    public static nint Receive(int socket, byte* data, int count) =>
        s_receive != 0 ? Libc.SystemCall(s_receive, socket, data, count, 0, null, 0) : Libc.ReceiveFrom(socket, data, count, 0, null, null);

    /// <returns>-1 for an error, which <see cref="Marshal.GetLastSystemError"/> tells until the next call.</returns>
    public static nint Send(int socket, byte* data, int count, int flags) =>
        s_send != 0 ? Libc.SystemCall(s_send, socket, data, count, flags, null, 0) : Libc.SendTo(socket, data, count, flags, null, 0);
}
