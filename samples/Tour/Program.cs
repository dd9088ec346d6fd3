using Tour;

// A lesson alone: dotnet run --project samples/Tour -- two-tasks
// The same in a simulation: dotnet run --project samples/Tour -- two-tasks --simulated
// All of them, both ways, compared with what they should say: dotnet run --project samples/Tour -- --check
switch (args)
{
    case []:
        return TourGuide.List();
    case ["--check"]:
        return TourGuide.Check();
    case [{ } name]:
        return TourGuide.Run(name, simulated: false);
    case [{ } name, "--simulated"]:
        return TourGuide.Run(name, simulated: true);
    default:
        Console.Error.WriteLine("tour: give the name of a lesson, and --simulated or nothing; or --check; without arguments the lessons are listed.");
        return 2;
}
