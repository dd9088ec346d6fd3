abstract class Page
{
    public Simulation sim = null!;

    protected static void Work()
    {
    }
}
