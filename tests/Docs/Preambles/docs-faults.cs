abstract class Page
{
    public Simulation sim = null!;
    protected string[] replicas = [];

    protected static bool Agree(string[] replicas) => replicas.Length > 0;
}
