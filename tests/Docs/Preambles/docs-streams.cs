global using System.Net;
global using Sim.Transports;

abstract class Page
{
    protected EventLoop loop = null!;
}
