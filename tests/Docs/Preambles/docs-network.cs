abstract class Page
{
    public Simulation sim = null!;
    protected TimeSpan min, mean, cap;
}
