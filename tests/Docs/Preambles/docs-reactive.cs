global using System.Reactive.Concurrency;
global using System.Reactive.Linq;

abstract class Page
{
    public Simulation sim = null!;
    protected int thread;
}
