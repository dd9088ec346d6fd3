using Sim.Checking;

namespace Shop { class Program; }

namespace Payments { class Program; }

abstract class Page
{
    public Simulation sim = null!;
    protected string[] replicas = [];
    protected History<MapInput<string, string>, Reply<string>> history = null!;

    protected static bool Agree(string[] replicas) => replicas.Length > 0;
}
