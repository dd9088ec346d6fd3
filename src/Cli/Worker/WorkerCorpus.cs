using System.Diagnostics;
using Sim.Cli.Folder;
using Sim.Cli.Protocol;

namespace Sim.Cli.Worker;

/// <summary>
/// The runs that a worker keeps to make others of (the strategy feedback), beside those that the campaign's folder has from earlier ones. They
/// are written once a second, so that a death costs little; without a folder they last as long as the worker.
/// </summary>
internal sealed class WorkerCorpus
{
    /// <summary>What an exploration keeps by itself.</summary>
    private const int MostKept = 512;
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private readonly CorpusFolder? _folder;
    private readonly string _name;
    private readonly IReadOnlyList<string> _known = [];
    private readonly Queue<string> _kept = new();
    private bool _isDirty;
    private long _saved = Stopwatch.GetTimestamp();

    public WorkerCorpus(WorkerRequest request, string simulation)
    {
        _name = $"{request.Session}-{request.Slot}-{Environment.ProcessId}";
        if (request.Corpus is { } folder && request.Limits.IsFeedback)
        {
            _folder = new(folder, simulation);

            // The launcher has told of what is damaged.
            _known = _folder.Read(_ => { });
        }
    }

    /// <summary>What an exploration begins with.</summary>
    public IReadOnlyList<string> Runs => [.. _known, .. _kept];

    /// <summary>Why nothing can be kept any more, where that is so.</summary>
    public WrongInputException? Refusal { get; private set; }

    public void Add(string token)
    {
        if (_kept.Count == MostKept)
        {
            _kept.Dequeue();
        }

        _kept.Enqueue(token);
        _isDirty = true;
    }

    /// <summary>Writes what is new, if it is time to.</summary>
    public void SaveIfDue()
    {
        if (_isDirty && Stopwatch.GetElapsedTime(_saved) > SaveInterval)
        {
            Save();
        }
    }

    /// <summary>Writes what is new. Between runs nothing may be thrown: what the system refuses is for <see cref="Refusal"/>.</summary>
    public void Save()
    {
        if (!_isDirty || Refusal is not null)
        {
            return;
        }

        try
        {
            _folder?.Write(_name, [.. _kept]);
            _isDirty = false;
            _saved = Stopwatch.GetTimestamp();
        }
        catch (WrongInputException refused)
        {
            Refusal = refused;
        }
    }
}
