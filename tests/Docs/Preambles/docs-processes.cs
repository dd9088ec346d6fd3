global using System.Runtime.InteropServices;

abstract class Page
{
    public EventLoop loop = null!;
    public LoopServer server = null!;
}
