abstract class Page
{
    protected static readonly Func<Simulation, Task> body = static _ => Task.CompletedTask;
}
