using System.Reflection;
using Sim;

namespace Tour;

/// <summary>Runs lessons, and compares what they say with what they should.</summary>
internal static class TourGuide
{
    /// <summary>Lists the lessons.</summary>
    public static int List()
    {
        foreach (Lesson lesson in Lesson.All)
        {
            Console.WriteLine($"{lesson.Name,-20} {lesson.About}");
        }

        return 0;
    }

    /// <summary>Runs one lesson.</summary>
    public static int Run(string name, bool simulated)
    {
        if (Lesson.All.FirstOrDefault(lesson => lesson.Name == name) is not { } lesson)
        {
            Console.Error.WriteLine($"tour: there is no lesson {name}: run without arguments to list them.");
            return 2;
        }

        Play(lesson, Console.Out, simulated);
        return 0;
    }

    /// <summary>Runs every lesson on the machine and in a simulation.</summary>
    /// <returns>0 if each said both times what it should; else 1.</returns>
    public static int Check()
    {
        int wrong = 0;
        foreach (Lesson lesson in Lesson.All)
        {
            wrong += Compare(lesson, simulated: false) + Compare(lesson, simulated: true);
        }

        Console.WriteLine($"{Lesson.All.Count} lessons, each on the machine and in a simulation: {wrong} wrong.");
        return wrong == 0 ? 0 : 1;
    }

    private static int Compare(Lesson lesson, bool simulated)
    {
        StringWriter said = new();
        Play(lesson, said, simulated);
        if (said.ToString().ReplaceLineEndings("\n") == Expected(lesson))
        {
            return 0;
        }

        Console.WriteLine($"{lesson.Name}{(simulated ? " --simulated" : "")} said:\n{said}");
        return 1;
    }

    private static void Play(Lesson lesson, TextWriter output, bool simulated)
    {
        if (simulated)
        {
            Simulate(lesson, output);
            return;
        }

        RealStage stage = new(output);
        try
        {
            lesson.Run(stage);
        }
        finally
        {
            stage.DisposeAsync().AsTask().Wait();
        }
    }

    private static void Simulate(Lesson lesson, TextWriter output)
    {
        RunResult run = Simulator.Run(
            simulation =>
            {
                lesson.Run(new SimulatedStage(output, simulation));
                return Task.CompletedTask;
            },
            new RunOptions { Name = lesson.Name });
        if (run.Outcome != RunOutcome.Passed)
        {
            output.WriteLine(run.Story);
        }
    }

    private static string Expected(Lesson lesson)
    {
        using Stream? text = Assembly.GetExecutingAssembly().GetManifestResourceStream(lesson.Name);
        return text is null ? "" : new StreamReader(text).ReadToEnd().ReplaceLineEndings("\n");
    }
}
