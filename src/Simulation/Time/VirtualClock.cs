namespace Sim;

/// <summary>The clock of a simulation: it stands still while steps run, and only the selector moves it.</summary>
internal sealed class VirtualClock : IClock
{
    public long Now { get; private set; }

    public void Reset() => Now = 0;

    public void AdvanceTo(long instant)
    {
        if (instant < Now)
        {
            throw new InternalErrorException($"Virtual time would go back from {Now} to {instant}.");
        }

        Now = instant;
    }
}
