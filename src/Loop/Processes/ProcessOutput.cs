using System.Text;

namespace Sim;

/// <summary>What came of a process.</summary>
/// <param name="ExitCode">See <see cref="LoopProcess.ExitCode"/>.</param>
/// <param name="Output">What it wrote to its standard output; empty where that was not piped.</param>
/// <param name="Error">What it wrote to its standard error; empty where that was not piped.</param>
public sealed record ProcessOutput(int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error)
{
    /// <summary><see cref="Output"/> as UTF-8.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output.Span);

    /// <summary><see cref="Error"/> as UTF-8.</summary>
    public string ErrorText => Encoding.UTF8.GetString(Error.Span);
}
