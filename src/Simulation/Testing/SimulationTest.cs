using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text;

namespace Sim;

/// <summary>Explores or replays one simulation as a test of a test framework, and says what the framework is to tell.</summary>
/// <param name="name">What the simulation is called.</param>
/// <param name="method">The test method.</param>
/// <param name="body">What one run does.</param>
/// <param name="settings">What the mark says.</param>
/// <param name="inputs">Where its inputs come from, if it is a property.</param>
internal sealed class SimulationTest(string name, MethodInfo method, Func<Simulation, Task> body, TestSettings settings, IInputSource? inputs = null)
{
    private const int MostLines = 200;
    private const int FingerprintDigits = 8;

    /// <summary>Names the folder for timelines of simulations that fail; without it none is drawn.</summary>
    private const string FolderVariable = "SIM_REPORT";

    private static readonly SemaphoreSlim s_turn = new(1, 1);

    /// <summary>Waits until no other simulation of this process is being tested, without holding a thread; to be disposed of when the test is over.</summary>
    public static async Task<IDisposable> TakeTurnAsync()
    {
        await s_turn.WaitAsync().ConfigureAwait(false);
        return new Turn();
    }

    /// <summary>Runs the test on a thread of its own.</summary>
    /// <param name="canceled">No further run starts once it is canceled.</param>
    public Task<TestReport> RunAsync(CancellationToken canceled) =>
        Task.Factory.StartNew(() => Run(canceled), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    private TestReport Run(CancellationToken canceled)
    {
        try
        {
            return settings.Replay is { } token && Belongs(token) ? Replay(token) : Explore(canceled);
        }
        catch (ArgumentException wrong)
        {
            return new TestReport("", new ArgumentException(Words(wrong)));
        }
        catch (Exception wrong) when (wrong is ReplayDivergedException or PlatformNotSupportedException or InvalidOperationException)
        {
            return new TestReport("", wrong);
        }
    }

    /// <summary>A row of a theory to which the token does not belong is explored as ever.</summary>
    private bool Belongs(string token) => Simulator.TokenMatches(token, name) || method.GetParameters().Length == 1 || inputs is not null;

    private TestReport Replay(string token)
    {
        RunResult run;
        try
        {
            run = Simulator.Replay(token, body, new RunOptions { Name = name, Method = method });
        }
        catch (ReplayDivergedException diverged)
        {
            throw new ReplayDivergedException($"{diverged.Message} Take Replay out of [{settings.Mark}] to explore anew.", diverged.Result);
        }

        return run.Failure is null ? new TestReport(run.Story + Logged(run), null) : Failed(run.Story, run, Timeline.Of(run));
    }

    private TestReport Explore(CancellationToken canceled)
    {
        ExploreOptions options = settings.ToOptions() with { Name = name, Method = method };
        int next = 1;
        options = options with { NextRun = () => canceled.IsCancellationRequested || next > options.Runs ? 0 : next++ };
        Exploration found = inputs is null ? Simulator.Explore(body, options) : ExploreInputs(inputs, options, canceled);
        if (found.Failure is { } failure)
        {
            return Failed(found.Story, failure, Timeline.Of(found));
        }

        string line = Environment.NewLine;
        string told = $"{found.Story}{line}  {found.Steps:N0} steps and {found.VirtualTime} of virtual time in {found.Elapsed.TotalSeconds:0.0} s.{line}  {found.Strategy}.";
        return new TestReport(told, found.NeverReached.Count > 0 ? new NeverReachedException(found.Story, found.NeverReached) : null);
    }

    private Exploration ExploreInputs(IInputSource source, ExploreOptions options, CancellationToken canceled)
    {
        OptionChecks.Require(options);
        return InputExplorer.Explore(body, options with { NextRun = null }, settings.Property!.Counts, source, () => canceled.IsCancellationRequested).Exploration;
    }

    /// <summary>The exception has the stack at which the run failed, so that editors lead there.</summary>
    private TestReport Failed(string story, RunResult run, Timeline timeline)
    {
        string line = Environment.NewLine;
        var failure = new SimulationFailedException($"{line}{story}{line}{line}  In code   [{settings.Mark}(Replay = \"{run.Token}\")]{line}{Picture(timeline, run)}", run);
        if (run.Failure!.Exception?.StackTrace is { } stack)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(failure, stack);
        }

        return new TestReport(Logged(run), failure);
    }

    /// <summary>Draws the timeline where the environment says so. What can't be drawn must not hide the failure.</summary>
    private string Picture(Timeline timeline, RunResult run)
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            return "";
        }

        string file = string.Concat(name.Select(static unit => char.IsAsciiLetterOrDigit(unit) || unit is '.' or '_' ? unit : '-'));
        string path = Path.Combine(Path.GetFullPath(folder), $"{file}-{run.Fingerprint[..FingerprintDigits]}.html");
        try
        {
            timeline.Save(path);
            return $"  Picture   {path}{Environment.NewLine}";
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return $"  Picture   none: {wrong.Message}{Environment.NewLine}";
        }
    }

    /// <summary>What the run wrote: to the log, and to the test's output.</summary>
    private static string Logged(RunResult run)
    {
        var lines = new StringBuilder();
        int count = 0;
        foreach (TraceStep step in run.Trace)
        {
            foreach (string line in step.Log)
            {
                if (count++ < MostLines)
                {
                    lines.AppendLine().Append($"{step.Time.TotalSeconds,12:0.000000}  {step.Host,-8}  {line}");
                }
            }
        }

        string rest = count > MostLines ? $"{Environment.NewLine}... and {count - MostLines:N0} lines more" : "";
        return count == 0 ? "" : $"{run.Name}, what the run wrote:{lines}{rest}";
    }

    /// <summary>What an exception says, without the parameter's name that .NET adds.</summary>
    private static string Words(ArgumentException wrong)
    {
        int end = wrong.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? wrong.Message : wrong.Message[..end];
    }

    private sealed class Turn : IDisposable
    {
        public void Dispose() => s_turn.Release();
    }
}
