using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>
/// Notices at the call when a step leaves the simulation: when it connects or binds a real socket, looks a name up in the real
/// network, watches files, starts a process, or ends its own. What comes of it would come back on a foreign thread later, or never.
/// </summary>
/// <remarks>
/// All of these are calls of libSystem.Native, or of the runtime itself, to the C library (seen on .NET 10.0.12). As with
/// <see cref="ClockHook"/>, the variables through which they call are pointed at instructions of ours: on the thread that runs a
/// step they tell the world, and then, on every thread, they go on to where the call was going. x64 Linux only. A function that is
/// not called in this way is left alone: such an escape shows when it comes back, as on other platforms.
/// </remarks>
internal static unsafe class BorderHook
{
    private static readonly (string Library, string Function, Way Way)[] s_calls =
    [
        ("libSystem.Native", "connect", Way.Connect),
        ("libSystem.Native", "bind", Way.Bind),
        ("libSystem.Native", "getaddrinfo", Way.Resolve),
        ("libSystem.Native", "inotify_add_watch", Way.Watch),
        ("libSystem.Native", "vfork", Way.StartProcess),
        ("libcoreclr", "exit", Way.Exit),
    ];

    private static bool s_installed;

    private enum Way
    {
        Connect,
        Bind,
        Resolve,
        Watch,
        StartProcess,
        Exit,
    }

    /// <summary>Redirects the calls, once.</summary>
    public static void Install()
    {
        if (s_installed || RandomHook.ThreadCell == null || MachineCode.TryMake() is not { } code)
        {
            return;
        }

        s_installed = true;
        nint system = NativeLibrary.Load("libc.so.6");
        List<(nint Slot, nint Entry)> redirected = [];
        foreach ((string library, string name, Way way) in s_calls)
        {
            nint function = NativeLibrary.GetExport(system, name);
            nint* slot = ImportSlot.Find(NativeLibrary.Load(library, typeof(object).Assembly, null), function);
            if (slot is not null && MachineCode.TryMakeWritable((nint)slot))
            {
                redirected.Add(((nint)slot, Emit(code, way, function)));
            }
        }

        if (code.TrySeal())
        {
            redirected.ForEach(static one => Volatile.Write(ref *(nint*)one.Slot, one.Entry));
        }
    }

    private static nint Emit(MachineCode code, Way way, nint function)
    {
        nint entry = code.Here;
        code.Emit(0x48, 0xB8); // mov rax, thread
        code.EmitInt64((nint)RandomHook.ThreadCell);
        code.Emit(0x48, 0x8B, 0x00, 0x64, 0x48, 0x3B, 0x04, 0x25, 0x10, 0, 0, 0, 0x75, 0x26); // mov rax, [rax]; cmp rax, fs:[16]; jne on
        code.Emit(0x57, 0x56, 0x52, 0x51, 0x41, 0x50); // push rdi, rsi, rdx, rcx, r8: the stack is aligned now
        code.Emit(0x48, 0x89, 0xD1, 0x48, 0x89, 0xF2, 0x48, 0x89, 0xFE, 0xBF); // mov rcx, rdx; mov rdx, rsi; mov rsi, rdi; mov edi, way
        code.EmitInt32((int)way);
        code.Emit(0x48, 0xB8); // mov rax, Note
        code.EmitInt64((nint)(delegate* unmanaged<Way, nint, nint, nint, void>)&Note);
        code.Emit(0xFF, 0xD0, 0x41, 0x58, 0x59, 0x5A, 0x5E, 0x5F); // call rax; pop r8, rcx, rdx, rsi, rdi
        code.Emit(0x48, 0xB8); // on: mov rax, function
        code.EmitInt64(function);
        code.Emit(0xFF, 0xE0); // jmp rax
        return entry;
    }

    /// <summary>Takes the first three arguments of the call.</summary>
    [UnmanagedCallersOnly]
    private static void Note(Way way, nint first, nint second, nint third)
    {
        if (Carrier.Current is null || Session.CurrentWorld is not { } world)
        {
            return;
        }

        if (way == Way.Exit)
        {
            world.NoteExit();
        }
        else
        {
            world.NoteDeparture(Describe(way, first, second, third));
        }
    }

    private static Escape Describe(Way way, nint first, nint second, nint third) => way switch
    {
        Way.Connect => Escapes.RealConnection(SocketAddressText.Of((byte*)second, (int)third)),
        Way.Bind => Escapes.RealListener(SocketAddressText.Of((byte*)second, (int)third)),
        Way.Resolve => Escapes.RealLookup(Marshal.PtrToStringUTF8(first) ?? ""),
        Way.Watch => Escapes.FileWatcher(Marshal.PtrToStringUTF8(second) ?? ""),
        _ => Escapes.RealProcess(),
    };
}
