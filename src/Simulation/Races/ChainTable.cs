using System.Runtime.InteropServices;
using Sim.Capture;

namespace Sim;

/// <summary>
/// The chains of a run: steps that follow from one another, which stand in for the threads that continuations do not have
/// (Ozkan et al., "Randomized testing of distributed systems with probabilistic guarantees", OOPSLA 2018).
/// </summary>
/// <remarks>
/// The paper splits the partial order of events into as few chains as it can while they arrive. Here code says what belongs
/// together: a queued delegate, a host's program, a timer's callback and an async method that nobody awaits begin a chain, and an
/// async method's continuation goes on with the chain of the method, or of the outermost one that awaits it. Whatever is remembered
/// by identity is only asked for, never enumerated.
/// </remarks>
internal sealed class ChainTable
{
    private const int MostLinks = 64;

    private readonly IdentityMap _known = new();
    private readonly Dictionary<ulong, int> _ordinals = [];
    private readonly List<Chain> _chains = [];

    /// <summary>How many there are.</summary>
    public int Count => _chains.Count;

    /// <summary>A chain by its number, from 1 on in the order in which they were noticed.</summary>
    public Chain this[int chain] => _chains[chain - 1];

    /// <summary>A run begins.</summary>
    public void Clear()
    {
        _known.Clear();
        _ordinals.Clear();
        _chains.Clear();
    }

    /// <summary>From now on <paramref name="key"/> goes on with a chain.</summary>
    public void Register(object key, int chain) => _known.Set(key, chain);

    /// <summary>Begins a chain.</summary>
    /// <param name="parent">The chain that began it; 0 for the first.</param>
    /// <param name="method">The hash of the method that it begins with: the class of the chain.</param>
    public int Begin(int parent, ulong method)
    {
        ulong path = RandomSource.Derive(parent == 0 ? 0 : this[parent].Signature, method);
        int ordinal = ++CollectionsMarshal.GetValueRefOrAddDefault(_ordinals, path, out _);
        _chains.Add(new Chain(RandomSource.Derive(path, (ulong)ordinal), method, parent));
        return _chains.Count;
    }

    /// <summary>The chain of something that recurs, such as a periodic timer or a host.</summary>
    public int Of(object key, int parent, ulong method)
    {
        if (_known.Of(key) is > 0 and var known)
        {
            return known;
        }

        int chain = Begin(parent, method);
        _known.Set(key, chain);
        return chain;
    }

    /// <summary>The chain of a queued delegate: a new one. An async delegate goes on with it, known by the promise that unwraps it.</summary>
    public int OfDelegate(Task task, int parent, ulong method)
    {
        int chain = Begin(parent, method);
        if (ContinuationChain.AfterTask(task) is Task promise)
        {
            _known.Set(promise, chain);
        }

        return chain;
    }

    /// <summary>The chain of an async method's continuation.</summary>
    /// <param name="box">What the runtime makes round the method's state machine.</param>
    /// <param name="parent">The chain that begins it, if it is none yet.</param>
    public int OfBox(object box, int parent)
    {
        if (_known.Of(box) is > 0 and var known)
        {
            return known;
        }

        int chain = 0;
        object outermost = box;
        object? link = box;
        for (int i = 0; i < MostLinks && link is not null && chain == 0; i++)
        {
            outermost = StepMethods.IsBox(link) ? link : outermost;
            link = ContinuationChain.Awaiter(link);
            chain = link is null ? 0 : _known.Of(link);
        }

        chain = chain != 0 ? chain : Begin(parent, StepMethods.Hash(StepMethods.OfBox(outermost)));
        _known.Set(box, chain);
        if (_known.Of(outermost) == 0)
        {
            _known.Set(outermost, chain);
        }

        return chain;
    }
}

/// <summary>A chain of steps.</summary>
/// <param name="Signature">The path on which it was created (method and how-manieth, from the first chain on): the same in every run in which it is created so.</param>
/// <param name="Class">The method that it begins with: chains of one class do the same work.</param>
/// <param name="Parent">The chain that began it; 0 for the first.</param>
internal readonly record struct Chain(ulong Signature, ulong Class, int Parent);
