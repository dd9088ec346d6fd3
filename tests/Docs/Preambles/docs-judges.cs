abstract class Page
{
    public Simulation sim = null!;

    protected static Task PutOverHttpAsync(string key, int value) => Task.CompletedTask;
}
