namespace Sim;

/// <summary>The simulation's selector: where a real one waits for descriptors, it takes in what was captured, and moves the clock.</summary>
internal sealed class WorldSelector(World world) : ISelector
{
    public void Select(EventLoop loop, long timeout)
    {
        if (timeout > 0 && loop.ReadyCount > 0)
        {
            // The order wants the next timer although work is ready: time passes, and nothing else happens.
            world.AdvanceTo(world.Clock.Now + timeout);
        }
        else if (!world.Harvest() && timeout != 0)
        {
            world.Idle();
        }
    }

    public void Wake()
    {
    }

    public void Dispose()
    {
    }
}
