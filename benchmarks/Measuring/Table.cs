namespace Sim.Benchmarks.Measuring;

/// <summary>A table in Markdown whose columns line up on a terminal too: the first to the left, the others to the right.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row)
    {
        if (row.Length != header.Length || row.Any(string.IsNullOrEmpty))
        {
            throw new InvalidOperationException($"A row of {header.Length} figures lacks some: {string.Join(" | ", row)}");
        }

        _rows.Add(row);
    }

    public void Print()
    {
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length))];
        PrintRow(header, widths);
        Console.WriteLine($"|{string.Join('|', widths.Select(static (width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":"))}|");
        foreach (string[] row in _rows.Skip(1))
        {
            PrintRow(row, widths);
        }

        Console.WriteLine();
    }

    private static void PrintRow(string[] row, int[] widths)
    {
        IEnumerable<string> cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
        Console.WriteLine($"| {string.Join(" | ", cells)} |");
    }
}
