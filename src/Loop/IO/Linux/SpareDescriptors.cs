namespace Sim;

/// <summary>
/// Descriptors held back for the moment when the process has none left: whoever is told of that then can open standard error, a log, or an
/// assembly. Of Linux only; elsewhere there are none.
/// </summary>
internal sealed class SpareDescriptors
{
    private const int Count = 8;
    private const int CloseOnExec = 0x80000;

    private readonly List<int> _held = new(Count);

    /// <summary>As many as there are to have.</summary>
    public void Take()
    {
        while (OperatingSystem.IsLinux() && _held.Count < Count)
        {
            int descriptor = Libc.EventDescriptor(0, CloseOnExec);
            if (descriptor < 0)
            {
                return;
            }

            _held.Add(descriptor);
        }
    }

    public void Release()
    {
        foreach (int descriptor in _held)
        {
            _ = Libc.Close(descriptor);
        }

        _held.Clear();
    }
}
