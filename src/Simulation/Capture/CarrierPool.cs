namespace Sim.Capture;

/// <summary>Idle carriers of the process, kept because a thread with so large a stack is dear to make.</summary>
internal static class CarrierPool
{
    private static readonly Lock s_lock = new();
    private static readonly Stack<Carrier> s_idle = new();
    private static int s_count;

    public static Carrier Rent()
    {
        lock (s_lock)
        {
            return s_idle.TryPop(out Carrier? idle) ? idle : new Carrier(++s_count);
        }
    }

    public static void Return(Carrier carrier)
    {
        lock (s_lock)
        {
            s_idle.Push(carrier);
        }
    }
}
