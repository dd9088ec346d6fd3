abstract class Page
{
    protected Simulation sim = null!;

    protected static void Work()
    {
    }
}
