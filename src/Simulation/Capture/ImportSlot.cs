using System.Runtime.InteropServices;

namespace Sim.Capture;

/// <summary>
/// Finds the variable through which a loaded library calls a function of another: the entry of its global offset table, which the
/// dynamic linker filled in. x64 Linux with glibc, where the handle of a library is its entry in the linker's list.
/// </summary>
internal static unsafe class ImportSlot
{
    private const int TableSize = 8;
    private const int CallTable = 23;
    private const int CallTableSize = 2;
    private const int Table = 7;

    /// <summary>Null if the library does not call the function, or was not bound when it was loaded.</summary>
    public static nint* Find(nint library, nint function)
    {
        var loaded = (LoadedLibrary*)library;
        nint* slot = Find(loaded, CallTable, CallTableSize, function);
        return slot is not null ? slot : Find(loaded, Table, TableSize, function);
    }

    private static nint* Find(LoadedLibrary* library, int table, int tableSize, nint function)
    {
        nint address = Tagged(library, table);
        var relocations = (Relocation*)(address < library->Base ? library->Base + address : address);
        nint count = address == 0 ? 0 : Tagged(library, tableSize) / sizeof(Relocation);
        for (nint i = 0; i < count; i++)
        {
            var slot = (nint*)(library->Base + relocations[i].Offset);
            if (*slot == function)
            {
                return slot;
            }
        }

        return null;
    }

    private static nint Tagged(LoadedLibrary* library, int tag)
    {
        for (DynamicEntry* entry = library->Dynamic; entry->Tag != 0; entry++)
        {
            if (entry->Tag == tag)
            {
                return entry->Value;
            }
        }

        return 0;
    }

    /// <summary>struct link_map.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LoadedLibrary
    {
        public nint Base;
        public nint Name;
        public DynamicEntry* Dynamic;
    }

    /// <summary>Elf64_Dyn.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct DynamicEntry
    {
        public nint Tag;
        public nint Value;
    }

    /// <summary>Elf64_Rela.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Relocation
    {
        public nint Offset;
        public nint Info;
        public nint Addend;
    }
}
