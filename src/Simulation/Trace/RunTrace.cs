namespace Sim;

/// <summary>The steps of a run, what it logged, and the fingerprint of it all; reused from run to run.</summary>
internal sealed class RunTrace
{
    private const int CheckCapacity = 64;

    private readonly byte[] _checks = new byte[CheckCapacity];
    private StepRecord[] _steps = new StepRecord[256];
    private Fingerprint _fingerprint;

    /// <summary>How many steps began.</summary>
    public int Count { get; private set; }

    /// <summary>The lines logged, in order.</summary>
    public List<LogLine> Log { get; } = [];

    /// <summary>What the steps touched, in order.</summary>
    public List<StepAccess> Accesses { get; } = [];

    /// <summary>The steps that were deliveries, or ends of what takes a drawn time, in order.</summary>
    public List<StepDelivery> Deliveries { get; } = [];

    /// <summary>The packets of which there is something to tell, in order.</summary>
    public List<PacketRecord> Packets { get; } = [];

    /// <summary>What only a picture shows, in a run that keeps it.</summary>
    public TraceDetails? Details { get; private set; }

    public ReadOnlySpan<StepRecord> Steps => _steps.AsSpan(0, Count);

    public Fingerprint Fingerprint => _fingerprint;

    /// <summary>One byte of the fingerprint after every <see cref="CheckStride"/> steps, for finding where a replay diverges.</summary>
    public ReadOnlySpan<byte> Checks => _checks.AsSpan(0, Count / CheckStride);

    /// <summary>How many steps lie between two checks: 1, and doubled whenever the checks would be more than 64.</summary>
    public int CheckStride { get; private set; }

    public void Begin(bool keepsDetails)
    {
        Details = keepsDetails ? new TraceDetails() : null;
        Count = 0;
        CheckStride = 1;
        Log.Clear();
        Accesses.Clear();
        Deliveries.Clear();
        Packets.Clear();
        _fingerprint = Fingerprint.Empty;
    }

    public ref StepRecord Add()
    {
        if (Count == _steps.Length)
        {
            Array.Resize(ref _steps, _steps.Length * 2);
        }

        return ref _steps[Count++];
    }

    /// <summary>Chains a step that was just filled in.</summary>
    public void Seal(in StepRecord step)
    {
        _fingerprint.Mix(StepMethods.Hash(step.Method) + (ulong)step.Tag.Kind + ((ulong)step.Host << 8));
        _fingerprint.Mix((ulong)step.Time);
        _fingerprint.Mix(((ulong)(uint)step.Ready << 32) | (uint)step.Pick);
        if (Count % CheckStride == 0)
        {
            AddCheck();
        }
    }

    /// <summary>Chains a draw that is no schedule pick.</summary>
    public void MixDraw(int answer) => _fingerprint.Mix(0xD0000000_00000000 | (uint)answer);

    /// <summary>Chains what the network delivered.</summary>
    public void MixDelivery(int bytes, ulong hash)
    {
        _fingerprint.Mix(0xE0000000_00000000 | (uint)bytes);
        _fingerprint.Mix(hash);
        StepDelivery known = Delivery;
        Delivery = known with { Bytes = known.Bytes + bytes };
    }

    /// <summary>The present step is a delivery: from where, and how late it is. Both follow from what the fingerprint has already.</summary>
    public void NoteDelivery(int source, long late) => Delivery = Delivery with { Source = source, Late = late };

    /// <summary>The present step as a delivery.</summary>
    private StepDelivery Delivery
    {
        get => IsDelivery ? Deliveries[^1] : new StepDelivery(Count - 1, 0, 0, 0);
        set
        {
            if (IsDelivery)
            {
                Deliveries[^1] = value;
            }
            else
            {
                Deliveries.Add(value);
            }
        }
    }

    private bool IsDelivery => Deliveries.Count > 0 && Deliveries[^1].Step == Count - 1;

    /// <summary>The present step is as much later than the least as a draw said, which the fingerprint has already.</summary>
    public void NoteLate(long late) => Delivery = Delivery with { Late = late };

    /// <summary>There is something to tell of a packet; it follows from what the fingerprint has already.</summary>
    public void AddPacket(in PacketRecord packet) => Packets.Add(packet);

    public void AddLog(string text, LineKind kind = LineKind.Log, string source = "")
    {
        Log.Add(new LogLine(Count - 1, text, kind, source));
        _fingerprint.Mix(text);
    }

    /// <summary>
    /// The present step touches a resource. That is no part of the fingerprint: it changes nothing, and follows from what does. Of
    /// touches of one resource by one step the first is kept, or the first that writes.
    /// </summary>
    public void AddAccess(Access access, bool isImplied = false)
    {
        int step = Count - 1;
        for (int i = Accesses.Count - 1; i >= 0 && Accesses[i].Step == step; i--)
        {
            if (Accesses[i].Access.Resource == access.Resource)
            {
                Accesses[i] = access.IsWrite ? new StepAccess(step, access, isImplied) : Accesses[i];
                return;
            }
        }

        Accesses.Add(new StepAccess(step, access, isImplied));
    }

    private void AddCheck()
    {
        int index = (Count / CheckStride) - 1;
        if (index == CheckCapacity)
        {
            HalveChecks();
            if (Count % CheckStride != 0)
            {
                return;
            }

            index = (Count / CheckStride) - 1;
        }

        _checks[index] = (byte)_fingerprint.Low;
    }

    private void HalveChecks()
    {
        CheckStride *= 2;
        for (int i = 0; i < CheckCapacity / 2; i++)
        {
            _checks[i] = _checks[(2 * i) + 1];
        }
    }
}
