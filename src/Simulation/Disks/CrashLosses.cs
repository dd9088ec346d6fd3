using System.Text;

namespace Sim;

/// <summary>What becomes of an unflushed change of a file's bytes in a crash.</summary>
internal enum DataFate
{
    /// <summary>It arrived all the same.</summary>
    Kept,

    /// <summary>Nothing of it arrived.</summary>
    Lost,

    /// <summary>Sectors up to one, or from one on, arrived.</summary>
    Torn,

    /// <summary>The length of the file arrived, the bytes did not: they read as zeros.</summary>
    Zeros,
}

/// <summary>What a crash took from a file.</summary>
/// <param name="AtStake">How many changes were not flushed.</param>
internal readonly record struct CrashLosses(int AtStake, int Lost = 0, int Torn = 0, int Zeros = 0)
{
    public bool Any => Lost + Torn + Zeros > 0;

    public CrashLosses With(DataFate fate) => fate switch
    {
        DataFate.Lost => this with { Lost = Lost + 1 },
        DataFate.Torn => this with { Torn = Torn + 1 },
        DataFate.Zeros => this with { Zeros = Zeros + 1 },
        _ => this,
    };

    /// <summary>In words.</summary>
    public override string ToString()
    {
        var words = new StringBuilder();
        Append(words, Lost, "lost");
        Append(words, Torn, "torn");
        Append(words, Zeros, "zeros in place of the bytes");
        return $"of {AtStake} unflushed {(AtStake == 1 ? "write" : "writes")}: {words}";
    }

    private static void Append(StringBuilder words, int count, string what)
    {
        if (count > 0)
        {
            words.Append(words.Length == 0 ? "" : ", ").Append(count).Append(' ').Append(what);
        }
    }
}
