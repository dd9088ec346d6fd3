namespace Sim.Benchmarks.Commands;

/// <summary>Every command in a tiny version: whether they work, not what they say. Fails on an exception or a missing figure.</summary>
internal static class SmokeCommand
{
    public static int Run(Arguments options)
    {
        options.Done();
        SpeedCommand.Run(new Arguments(["--seconds", "0.1"]));
        StrategiesCommand.Run(new Arguments(["--seconds", "0.02", "--programs", "A,D"]));
        ScaleCommand.Run(new Arguments(["--hosts", "10,300", "--messages", "2000"]));
        WaitsCommand.Run(new Arguments(["--seconds", "0.1"]));
        HitsCommand.Run(new Arguments(["--seeds", "2", "--programs", "A,B1,B3,C,D,D2"]));

        // So few runs say nothing about growth; that all columns are there is what counts.
        MemoryCommand.Run(new Arguments(["--runs", "200"]));
        LoopbackCommand.Run(new Arguments(["--seconds", "0.1"]));
        CheckerCommand.Run(new Arguments(["--seconds", "0.05", "--limit", "0.1"]));
        MicroCommand.Run(new Arguments(["--dry"]));
        return CompareCommand.Run(new Arguments(["10"]));
    }
}
