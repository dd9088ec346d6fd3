using System.Collections;

namespace Sim;

/// <summary>The steps of one run, in order. Names are made when they are read.</summary>
public sealed class Trace : IReadOnlyList<TraceStep>
{
    private static readonly Comparer<StepDelivery> s_byStep = Comparer<StepDelivery>.Create(static (one, other) => one.Step.CompareTo(other.Step));

    private readonly StepRecord[] _steps;
    private readonly LogLine[] _log;
    private readonly string[] _hosts;
    private readonly StepAccess[] _accesses;
    private readonly string[] _resources;
    private readonly StepDelivery[] _deliveries;
    private readonly PacketRecord[] _packets;

    internal Trace(
        StepRecord[] steps, LogLine[] log, string[] hosts, StepAccess[]? accesses = null, string[]? resources = null,
        StepDelivery[]? deliveries = null, PacketRecord[]? packets = null)
    {
        _deliveries = deliveries ?? [];
        _packets = packets ?? [];
        _resources = resources ?? [];
        _accesses = accesses ?? [];
        _hosts = hosts;
        _steps = steps;
        _log = log;
    }

    /// <summary>What only a picture shows; nothing in a run that does not keep it.</summary>
    internal TraceDetails Details { get; init; } = new();

    /// <summary>The step in which the run ended; -1 before the first.</summary>
    internal int EndedIn { get; init; } = -1;

    internal IReadOnlyList<string> HostNames => _hosts;

    internal ReadOnlySpan<LogLine> Lines => _log;

    internal ReadOnlySpan<PacketRecord> Packets => _packets;

    /// <summary>How many steps there are.</summary>
    public int Count => _steps.Length;

    internal ReadOnlySpan<StepRecord> Records => _steps;

    internal string HostName(int host) => _hosts[host];

    /// <summary>The steps that were deliveries, in order.</summary>
    internal ReadOnlySpan<StepDelivery> Deliveries => _deliveries;

    /// <summary>What is known of a step as a delivery; nothing where it is none.</summary>
    internal StepDelivery DeliveryOf(int step)
    {
        int at = Array.BinarySearch(_deliveries, new StepDelivery(step, 0, 0, 0), s_byStep);
        return at < 0 ? default : _deliveries[at];
    }

    /// <summary>What the steps touched, in order.</summary>
    internal ReadOnlySpan<StepAccess> Accesses => _accesses;

    /// <summary>What a step touched.</summary>
    internal ReadOnlySpan<StepAccess> AccessesOf(int step)
    {
        int first = 0;
        while (first < _accesses.Length && _accesses[first].Step < step)
        {
            first++;
        }

        int end = first;
        while (end < _accesses.Length && _accesses[end].Step == step)
        {
            end++;
        }

        return _accesses.AsSpan(first, end - first);
    }

    /// <summary>A resource in words.</summary>
    internal string ResourceName(int number) => _resources[number - 1];

    /// <summary>
    /// Whether a step may have touched what nobody said: code of the test reads and writes plain fields. One that touches what it was
    /// declared to, or said so itself, is taken at its word; a delivery runs no code of the test.
    /// </summary>
    internal bool HasUnknownAccesses(int step) => _steps[step].Tag.Kind != StepKind.Delivery && AccessesOf(step).IsEmpty;

    /// <summary>The lines that stand under a step.</summary>
    internal ReadOnlySpan<LogLine> LinesOf(int step)
    {
        int first = FirstLineFrom(step);
        return _log.AsSpan(first, FirstLineFrom(step + 1) - first);
    }

    /// <summary>The packets of a step of which there is something to tell.</summary>
    internal ReadOnlySpan<PacketRecord> PacketsOf(int step)
    {
        int first = FirstPacketFrom(step);
        return _packets.AsSpan(first, FirstPacketFrom(step + 1) - first);
    }

    /// <summary>Whether a draw of a link's did something to a packet.</summary>
    internal bool IsAnyPacketFaulty => Array.Exists(_packets, static packet => packet.Departs);

    /// <summary>A step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public TraceStep this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _steps.Length);
            ref readonly StepRecord step = ref _steps[index];
            return new TraceStep(index, TimeSpan.FromTicks(step.Time), _hosts[step.Host], StepMethods.Name(step.Method), step.Ready, step.Pick, TextsOf(index));
        }
    }

    /// <summary>Where two traces of what should be the same run part ways: the step and what either run did there, or which is longer.</summary>
    /// <returns>Words for people; null where the traces are equal.</returns>
    public string? FirstDifference(Trace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return TraceComparison.Describe(this, other);
    }

    /// <inheritdoc />
    public IEnumerator<TraceStep> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string[] TextsOf(int step)
    {
        ReadOnlySpan<LogLine> lines = LinesOf(step);
        string[] texts = new string[lines.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = lines[i].Text;
        }

        return texts;
    }

    private int FirstPacketFrom(int step)
    {
        int low = 0;
        int high = _packets.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _packets[middle].Step < step ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Binary: reading a whole trace must not scan the log once a step.</summary>
    private int FirstLineFrom(int step)
    {
        int low = 0;
        int high = _log.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _log[middle].Step < step ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}

/// <summary>One step of a run: what one pick resumed, up to its next await.</summary>
/// <param name="Index">Its place in the run, from 0 on.</param>
/// <param name="Time">The virtual time that had passed.</param>
/// <param name="Host">The host on which it ran; <c>test</c> for the test body's own.</param>
/// <param name="Method">The method that resumed.</param>
/// <param name="Ready">How many steps were ready to run.</param>
/// <param name="Pick">Which of them ran; 0 is the oldest, <paramref name="Ready"/> a timer that fired before them all.</param>
/// <param name="Log">What the code wrote in this step.</param>
public sealed record TraceStep(int Index, TimeSpan Time, string Host, string Method, int Ready, int Pick, IReadOnlyList<string> Log);
