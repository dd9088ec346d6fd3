// What pages take for granted if they have no preamble of their own: a simulation, and a host of it.
abstract class Page
{
    public Simulation sim = null!;
    public SimulatedHost host = null!;
}
