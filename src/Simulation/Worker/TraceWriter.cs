using System.Text;
using Sim.Capture;

namespace Sim;

/// <summary>Console output that goes into the trace where a simulated step writes it, line by line.</summary>
internal sealed class TraceWriter(TextWriter outer) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => outer.Encoding;

    public override void Write(char value)
    {
        if (Carrier.Current is null)
        {
            outer.Write(value);
        }
        else if (value == '\n')
        {
            Flush(Session.CurrentWorld);
        }
        else if (value != '\r')
        {
            _line.Append(value);
        }
    }

    public override void Write(string? value)
    {
        if (Carrier.Current is null)
        {
            outer.Write(value);
            return;
        }

        foreach (char unit in value ?? "")
        {
            Write(unit);
        }
    }

    public override void WriteLine(string? value)
    {
        if (Carrier.Current is null)
        {
            outer.WriteLine(value);
            return;
        }

        Write(value);
        Write('\n');
    }

    public override void Flush() => outer.Flush();

    private void Flush(World? world)
    {
        world?.Log(_line.ToString());
        _line.Clear();
    }
}
