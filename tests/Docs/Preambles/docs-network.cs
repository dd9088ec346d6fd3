abstract class Page
{
    protected Simulation sim = null!;
    protected TimeSpan min, mean, cap;
}
