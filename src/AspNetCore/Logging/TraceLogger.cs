using Microsoft.Extensions.Logging;

namespace Sim.AspNetCore;

/// <summary>Writes what is logged into the trace. What a program says itself is filtered by its own settings; the framework is heard from warnings on.</summary>
internal sealed class TraceLogger : ILogger
{
    private readonly SimulatedHost _host;
    private readonly LogLevel _least;
    private readonly string _category;

    public TraceLogger(SimulatedHost host, string category)
    {
        _host = host;
        _least = IsFramework(category) ? LogLevel.Warning : LogLevel.Trace;
        _category = category;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= _least && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _host.Log(Text(formatter(state, exception), exception), LineKind.Log, _category);
        }
    }

    private static bool IsFramework(string category) =>
        category.StartsWith("Microsoft.", StringComparison.Ordinal) || category.StartsWith("System.", StringComparison.Ordinal);

    private static string Text(string message, Exception? exception) =>
        exception is null ? message : $"{message} {exception.GetType().Name}: {exception.Message}".TrimStart();
}
