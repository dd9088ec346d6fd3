namespace Shop { class Program; }

abstract class Page
{
    public Simulation sim = null!;
}
